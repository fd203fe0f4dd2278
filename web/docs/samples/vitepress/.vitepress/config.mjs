import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'Inroad in VitePress',
  // Loaded once, wherever the reader begins.
  head: [['script', { async: '', src: 'https://example.org/inroad/embed.js' }]],
})
