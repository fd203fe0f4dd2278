// Where a browser keeps the person's scenarios. Copies of the page under one origin share its storage, so names contain the
// page's folder.

export function folderOf(address: string): string {
  return new URL('.', address).pathname
}

// ownIn is where the person's own work is kept.
export function ownIn(folder: string): string {
  return `inroad 1 ${folder}`
}

// asideIn begins the names of what was set aside.
export function asideIn(folder: string): string {
  return `inroad aside ${folder} `
}
