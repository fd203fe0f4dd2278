// The documentation: pages without JavaScript of their own, which work in any folder of any static host.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfigWithTheme } from 'vitepress'
import { cedar, theme, transformer } from './code'
import { base, finish, relativeHtml } from './relative'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

interface Item {
  readonly text: string
  readonly link: string
}

interface Group {
  readonly text: string
  readonly items: readonly Item[]
}

export interface Pages {
  readonly sidebar: readonly Group[]
}

// pages leaves out those that are not there.
const pages = (list: readonly Item[]) =>
  list.filter(({ link }) => existsSync(file(`..${link.replace(/\.html$/, '.md')}`)))

const rules = file('../rules/pages.json')
if (!existsSync(rules)) throw new Error('The pages of the rules are missing: write them first (make docs does).')

export default defineConfigWithTheme<Pages>({
  title: 'Inroad',
  titleTemplate: ':title · Inroad',
  description: 'How to read, use, embed, host and trust Inroad.',
  lang: 'en',
  base,
  mpa: true,
  appearance: false,
  outDir: file('../../dist/docs'),
  cacheDir: file('../node_modules/.cache'),
  srcExclude: ['samples/**', 'rules/embeds/**', 'node_modules/**'],
  head: [
    ['meta', { name: 'color-scheme', content: 'light dark' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
    ['script', { async: '', src: `${base}../embed.js` }],
  ],
  themeConfig: {
    sidebar: [
      { text: 'Start', items: pages([{ text: 'What Inroad is', link: '/index.html' }]) },
      ...(JSON.parse(readFileSync(rules, 'utf8')) as readonly Group[]),
      {
        text: 'Using it',
        items: pages([
          { text: 'The scenario file', link: '/scenario.html' },
          { text: 'The command line', link: '/command-line.html' },
          { text: 'Writing rules', link: '/writing-rules.html' },
          { text: 'Mistakes and their codes', link: '/rules/codes.html' },
          { text: 'Glossary', link: '/rules/glossary.html' },
          { text: 'A world of your own', link: '/world.html' },
        ]),
      },
      {
        text: 'Embedding',
        items: pages([
          { text: 'In any page', link: '/embedding/index.html' },
          { text: 'MkDocs Material', link: '/embedding/mkdocs.html' },
          { text: 'Hugo', link: '/embedding/hugo.html' },
          { text: 'VitePress', link: '/embedding/vitepress.html' },
          { text: 'Docusaurus', link: '/embedding/docusaurus.html' },
        ]),
      },
      {
        text: 'Behind it',
        items: pages([
          { text: 'Hosting', link: '/hosting.html' },
          { text: 'The engine, and why it is right', link: '/engine.html' },
        ]),
      },
    ],
  },
  markdown: {
    theme,
    languages: [cedar],
    codeTransformers: [transformer],
    headers: { level: [2, 2] },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'inroad-playground' } } },
  vite: { build: { assetsInlineLimit: 0 } },
  transformHtml: (html, path, { siteConfig }) => relativeHtml(html, path, siteConfig.outDir),
  buildEnd: ({ outDir }) => finish(outDir, file('../../src/icon.svg')),
})
