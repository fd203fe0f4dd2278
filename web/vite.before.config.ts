// The script that runs before the page is drawn: a classic one, which a browser waits for.

import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false, // the page is there already
    modulePreload: false,
    lib: {
      entry: 'src/page/before.ts',
      formats: ['iife'],
      name: 'before',
      fileName: () => 'assets/before-[hash].js',
    },
  },
})
