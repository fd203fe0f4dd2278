import { expect, it } from 'vitest'
import { count } from './load'

it('counts decoded bytes, and the response keeps its type and content', async () => {
  const chunks = [new Uint8Array(3), new Uint8Array(5)]
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  const seen: number[] = []
  const counted = count(new Response(body, { headers: { 'Content-Type': 'application/wasm' } }), (loaded) =>
    seen.push(loaded),
  )
  expect(counted.headers.get('Content-Type')).toBe('application/wasm')
  expect((await counted.arrayBuffer()).byteLength).toBe(8)
  expect(seen).toEqual([3, 8])
})
