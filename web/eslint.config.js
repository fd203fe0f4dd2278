// What a type checker does not see in TypeScript and Svelte: promises that nobody waits for, conditions that are always true,
// and the like. Layout is Prettier's: no rule here speaks of it.

import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

const generated = ['src/engine/edit.ts', 'src/engine/wire.ts']

export default defineConfig(
  {
    ignores: [
      'build',
      'dist',
      'public',
      'docs/rules',
      'docs/.vitepress/cache',
      'docs/.vitepress/dist',
      'docs/samples',
      ...generated,
    ],
  },
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    ignores: ['docs/**'], // whose packages are installed apart
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.node.json'],
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  { files: ['docs/**/*.ts'], extends: [ts.configs.recommended] },
  {
    // A fixture of Playwright that needs no other, and a browser's method that a test replaces, are written this way.
    files: ['e2e/**/*.ts', 'test/**/*.ts', 'src/**/*.test.ts'],
    rules: { 'no-empty-pattern': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  svelte.configs.recommended, // after the above, whose parser knows no components
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // A Map or a Set here is built whole inside a derived value and not changed after.
      'svelte/prefer-svelte-reactivity': 'off',
      // Props are records of functions, no methods of a class: nothing is bound to begin with.
      '@typescript-eslint/unbound-method': 'off',
      // The linter cannot resolve the types of events in markup; svelte-check does, and refuses any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
)
