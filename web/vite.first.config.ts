// The program that puts the first scenario into index.html, for Node.

import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  plugins: [svelte()],
  define: { __ENGINE_BYTES__: '0' },
  ssr: { noExternal: true },
  build: { target: 'node20', ssr: 'src/page/first.ts', outDir: 'build' },
})
