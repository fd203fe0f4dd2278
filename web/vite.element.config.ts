// The script for other people's pages. Its address is written into them, so it has no hash, and
// it runs as a classic script, so it is one file that leaves no names behind.

import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false, // the page is there already
    modulePreload: false,
    lib: { entry: 'src/embed/element.ts', formats: ['iife'], name: 'inroadEmbed', fileName: () => 'embed.js' },
  },
})
