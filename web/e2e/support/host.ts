// Somebody else's site, on an origin of its own: pages that a test puts there, and a built folder as static hosts serve it.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { test as base } from './playground'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

type Headers = Readonly<Record<string, string>>

interface File {
  readonly body: string | Buffer
  readonly type?: string // by the name's extension unless given
  readonly headers?: Headers
}

interface Site {
  readonly folder?: string
  readonly path?: string // where the folder begins
  readonly headers?: Headers // of the folder's files, besides those in its _headers
}

export class Host {
  readonly #files = new Map<string, File>()
  readonly #server: Server

  constructor({ folder, path = '/', headers = {} }: Site = {}) {
    const sent = folder ? { ...headersOf(folder), ...headers } : {}
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const file =
        this.#files.get(pathname) ??
        (folder && pathname.startsWith(path)
          ? fileOf(folder, decodeURIComponent(pathname.slice(path.length)), sent)
          : undefined)
      // A browser asks for an icon unasked, and complains when there is none.
      const missing = pathname === '/favicon.ico' ? 204 : 404
      response.writeHead(file ? 200 : missing, { 'Content-Type': file?.type ?? types['.html'], ...file?.headers })
      response.end(file?.body)
    })
    // A busy machine holds a test up for longer than an idle connection is kept, which would then end under a request.
    this.#server.keepAliveTimeout = 0
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  // Another origin than the playground's, on the same site: browsers then keep the least apart.
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  // put serves a file and gives its address.
  put(path: string, file: File): string {
    this.#files.set(path, { type: types[extname(path)], ...file })
    return this.origin + path
  }

  // page serves an article with something in its body.
  page(body: string, { headers = {}, head = '' }: { headers?: Headers; head?: string } = {}): string {
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title>${head}</head><body>${body}</body></html>`
    return this.put('/', { body: html, headers })
  }
}

function fileOf(folder: string, name: string, headers: Headers): File | undefined {
  const path = [name, `${name}/index.html`]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path) && statSync(path).isFile())
  return path === undefined
    ? undefined
    : { body: readFileSync(path), type: types[extname(path)] ?? 'text/plain', headers }
}

// headersOf reads a site's _headers, as several static hosts do: here those below the pattern /*.
function headersOf(folder: string): Headers {
  const file = join(folder, '_headers')
  if (!existsSync(file)) return {}
  const [pattern, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  if (pattern !== '/*') throw new Error(`${file}: its first line is not /*`)
  return Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/, 2) as [string, string]))
}

export const test = base.extend<{ host: Host }>({
  host: async ({}, use) => {
    const host = new Host()
    await host.start()
    await use(host)
    await host.stop()
  },
})
