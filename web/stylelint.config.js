// Mistakes in style sheets and in the styles of components. Layout is Prettier's.
export default {
  extends: ['stylelint-config-recommended'],
  overrides: [{ files: ['**/*.svelte', '**/*.vue'], customSyntax: 'postcss-html' }],
  rules: {
    // Svelte scopes each component's styles: two rules that look alike to a linter seldom meet.
    'no-descending-specificity': null,
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global', 'deep'] }],
  },
}
