// download hands a text, or the parts of a file, to the browser as a file.
export function download(name: string, content: string | BlobPart[], type: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(typeof content === 'string' ? [content] : content, { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
