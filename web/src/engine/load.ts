// Fetches the engine and compiles it while it arrives.

export type Progress = (loaded: number) => void

export async function load(
  url: string,
  imports: WebAssembly.Imports,
  progress: Progress,
): Promise<WebAssembly.Instance> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The engine could not be fetched (HTTP ${response.status}).`)
  const counted = count(response, progress)
  // A host that serves another type than application/wasm refuses streaming.
  if (!counted.headers.get('Content-Type')?.startsWith('application/wasm')) {
    const { instance } = await WebAssembly.instantiate(await counted.arrayBuffer(), imports)
    return instance
  }
  const { instance } = await WebAssembly.instantiateStreaming(counted, imports)
  return instance
}

// count reports the decoded bytes as they pass; the response keeps its type.
export function count(response: Response, progress: Progress): Response {
  if (!response.body) return response
  let loaded = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      loaded += chunk.byteLength
      progress(loaded)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(counter), {
    headers: { 'Content-Type': response.headers.get('Content-Type') ?? '' },
  })
}
