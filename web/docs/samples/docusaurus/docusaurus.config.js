/** @type {import('@docusaurus/types').Config} */
export default {
  title: 'Inroad in Docusaurus',
  url: 'https://docs.example.org',
  baseUrl: '/',
  presets: [['classic', { docs: { routeBasePath: '/', sidebarPath: false }, blog: false }]],
  // #region embed
  // Pages whose name ends in .md are Markdown, and not MDX.
  markdown: { format: 'detect' },
  // Loaded once, wherever the reader begins.
  scripts: [{ src: 'https://example.org/inroad/embed.js', async: true }],
  // #endregion embed
}
