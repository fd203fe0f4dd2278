// A built site on an origin of its own, served as a static host serves it.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export class Host {
  readonly #server: Server

  constructor(folder: string) {
    const headers = headersOf(folder)
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const file = [pathname, `${pathname}.html`, `${pathname}/index.html`]
        .map((path) => join(folder, path))
        .find((path) => existsSync(path) && statSync(path).isFile())
      // A browser asks for an icon unasked, and complains when there is none.
      const missing = pathname === '/favicon.ico' ? 204 : 404
      response.writeHead(file ? 200 : missing, {
        'Content-Type': types[extname(file ?? '')] ?? 'text/plain',
        ...headers,
      })
      response.end(file && readFileSync(file))
    })
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }
}

// headersOf reads a site's _headers, as several static hosts do: here those below the pattern /*.
function headersOf(folder: string): OutgoingHttpHeaders {
  const file = join(folder, '_headers')
  if (!existsSync(file)) return {}
  const [pattern, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  if (pattern !== '/*') throw new Error(`${file}: its first line is not /*`)
  return Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/, 2) as [string, string]))
}
