// How TypeScript, Svelte, CSS and HTML are laid out; `npm run format` does it, `npm run check` fails on a difference.
export default {
  semi: false,
  singleQuote: true,
  printWidth: 120,
  plugins: ['prettier-plugin-svelte'],
  overrides: [{ files: '*.svelte', options: { parser: 'svelte' } }],
}
