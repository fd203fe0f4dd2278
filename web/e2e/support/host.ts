// Somebody else's site with embeds in it: another origin, and if need be a strict
// Content-Security-Policy.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base } from './playground'

export interface File {
  readonly body: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

export class Host {
  readonly #files = new Map<string, File>()
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      if (request.url === '/favicon.ico') return void response.writeHead(204).end()
      const file = this.#files.get(request.url ?? '')
      response.writeHead(file ? 200 : 404, {
        'Content-Type': file?.type ?? 'text/html; charset=utf-8',
        ...file?.headers,
      })
      response.end(file?.body)
    })
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
    this.#files.set(path, file)
    return this.origin + path
  }

  // page serves an article with something in its body.
  page(body: string, { headers = {}, head = '' }: { headers?: Record<string, string>; head?: string } = {}): string {
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title>${head}</head><body>${body}</body></html>`
    return this.put('/', { body: html, headers })
  }
}

export const test = base.extend<{ host: Host }>({
  host: async ({}, use) => {
    const host = new Host()
    await host.start()
    await use(host)
    await host.stop()
  },
})
