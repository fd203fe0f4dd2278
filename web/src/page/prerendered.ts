// What the build put into index.html, so that the first scenario is seen before the engine and the page's code are there. Its places
// in the page have these ids.

export const appId = 'app' // the page as it looks at first
export const untouchedId = 'untouched' // what is kept of it while nobody has changed anything, as text in JSON
export const recordedId = 'recorded' // what the engine answered for it, as JSON

// hidden is the data attribute of the root element while something else is about to be shown in the place of it.
export const hidden = 'hidden'

// written is what one of the page's data scripts holds; undefined where there is none, as in development.
export function written<Value>(id: string): Value | undefined {
  const text = document.getElementById(id)?.textContent
  return text ? (JSON.parse(text) as Value) : undefined
}
