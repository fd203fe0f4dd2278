declare const __ENGINE_BYTES__: number

declare module '*/wasm_exec.js'
