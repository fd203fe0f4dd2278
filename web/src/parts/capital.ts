// capital begins a text as a sentence begins.
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
