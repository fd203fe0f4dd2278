// What makes the built pages work in any folder: every address that VitePress wrote from the
// root of a site is written anew, from the page's own place.

import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { withPolicy } from '../../policy'

// base is the folder that VitePress is told. It stands nowhere else, so what is left of it is a mistake.
export const base = '/inroad-documentation-base/'

// relativeHtml is a page with relative addresses, without what VitePress adds that these pages do
// not use, and with the policy of every page.
export function relativeHtml(html: string, path: string, outDir: string): string {
  const up = relative(dirname(path), outDir).replaceAll('\\', '/')
  const page = withPolicy(html)
    .replace(/<script id="check-mac-os">.*?<\/script>/s, '')
    .replace(/<link [^>]*vp-icons\.css[^>]*>/, '')
    .replace('<div style="position:relative;"', '<div')
    .replaceAll(/<button title="Copy Code" class="copy"><\/button><span class="lang">[^<]*<\/span>/g, '')
    .replaceAll(base, up ? `${up}/` : './')
  const refused = /<script(?![^>]* src=)[^>]*>|<[a-z][^<>]* style="[^"]*"/.exec(page)?.[0]
  if (refused) throw new Error(`${path} has what its Content-Security-Policy refuses: ${refused}`)
  return page
}

// finish makes the addresses in style sheets relative too, takes away what no page uses, and adds
// the playground's own icon.
export function finish(outDir: string, icon: string): void {
  for (const name of ['404.html', 'hashmap.json', 'package.json', 'vp-icons.css'])
    rmSync(join(outDir, name), { force: true })
  copyFileSync(icon, join(outDir, 'icon.svg'))
  for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:html|css)$/.test(entry.name)) continue
    const path = join(entry.parentPath ?? entry.path, entry.name)
    let text = readFileSync(path, 'utf8')
    if (entry.name.endsWith('.css')) {
      text = text.replaceAll(`${base}assets/`, './')
      writeFileSync(path, text)
    }
    if (text.includes(base)) throw new Error(`${path} is still bound to one folder`)
  }
}
