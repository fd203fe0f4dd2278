/** @type {import('@docusaurus/types').Config} */
export default {
  title: 'Inroad in Docusaurus',
  url: 'https://docs.example.org',
  baseUrl: '/',
  presets: [['classic', { docs: { routeBasePath: '/', sidebarPath: false }, blog: false }]],
  // Raw HTML in pages whose name ends in .md, which would be MDX otherwise.
  markdown: { format: 'detect' },
  // Loaded once, wherever the reader begins.
  scripts: [{ src: 'https://example.org/inroad/embed.js', async: true }],
}
