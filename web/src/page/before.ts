// Runs before the page is drawn, so it is short and depends on little: it gives the page the person's theme, and hides what the
// build put there where something else is about to be shown.

import { asideIn, folderOf, ownIn } from '../document/places'
import { storedTheme } from '../header/theme'
import { hidden, untouchedId, written } from './prerendered'

const { dataset } = document.documentElement
dataset['theme'] = storedTheme()
// A script that cannot be had takes with it whatever could say so.
addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && (dataset['lost'] = ''), true)
if (location.hash.length > 1 || isKept()) dataset[hidden] = ''

// isKept says whether the person has work here, or what an earlier Inroad may have left under the name of a file.
function isKept(): boolean {
  const folder = folderOf(location.href)
  const names = [ownIn(folder), asideIn(folder)]
  try {
    return [localStorage, sessionStorage].some((storage) =>
      Object.keys(storage).some(
        (name) => names.some((start) => name.startsWith(start)) && storage[name] !== written(untouchedId),
      ),
    )
  } catch {
    return false // refused: nothing can be kept
  }
}
