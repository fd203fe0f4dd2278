// The Content-Security-Policy of every page, the documentation's too. Sent as a header, as in hosting.md, it can say more.
export const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'none'"

// withPolicy puts it into a page, before anything that it is about.
export function withPolicy(html: string): string {
  const [charset] = /<meta charset="utf-8"(?: \/)?>/.exec(html) ?? []
  if (!charset)
    throw new Error('The page has no <meta charset="utf-8">, after which its Content-Security-Policy stands.')
  return html.replace(charset, `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`)
}
