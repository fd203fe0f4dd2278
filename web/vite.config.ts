import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { withPolicy } from './policy'

const wasm = fileURLToPath(new URL('public/engine/inroad.wasm', import.meta.url))

// The size of the decoded engine: Content-Length gives the encoded one, so the progress
// bar needs this number, and it must belong to this very file.
function engineBytes(): number {
  return existsSync(wasm) ? statSync(wasm).size : 0
}

// A font that comes too late for the first paint is for the next visit: nothing moves under the reader's eyes.
const steadyFonts = {
  postcssPlugin: 'steady-fonts',
  Declaration: {
    'font-display': (declaration: { value: string }) => {
      declaration.value = 'optional'
    },
  },
}

export default defineConfig(({ command, mode }) => {
  if (command === 'build' && !existsSync(wasm)) {
    throw new Error('The engine is missing: build it into web/public/engine first (make dist does).')
  }
  return {
    base: './',
    // public/engine holds what scripts/build made. It is imported, not copied, so that
    // both files get names with a hash of their content.
    publicDir: false,
    plugins: [svelte(), { name: 'policy', transformIndexHtml: withPolicy }],
    define: { __ENGINE_BYTES__: JSON.stringify(engineBytes()) },
    worker: { format: 'es' },
    css: { postcss: { plugins: [steadyFonts] } },
    build: {
      target: 'es2022',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      rolldownOptions: { input: ['index.html', 'embed.html'] },
    },
    server: { fs: { allow: ['..'] } },
    resolve: mode === 'test' ? { conditions: ['browser'] } : {},
    // A machine may be busy with something else: only what does not come at all fails.
    test: { include: ['src/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
  }
})
