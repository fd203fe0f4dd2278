// Mistakes in style sheets and in the styles of components. Layout is Prettier's.
export default {
  extends: ['stylelint-config-recommended'],
  overrides: [
    { files: ['**/*.svelte', '**/*.vue'], customSyntax: 'postcss-html' },
    {
      files: ['**/palette.css'],
      rules: { 'color-no-hex': null, 'function-disallowed-list': null },
    },
  ],
  rules: {
    // Svelte scopes each component's styles: two rules that look alike to a linter seldom meet.
    'no-descending-specificity': null,
    // Colours stand in palette.css alone, under the names of what they are for.
    'color-no-hex': true,
    'color-named': 'never',
    'function-disallowed-list': [/^(rgb|hsl|hwb|lab|lch|oklab|oklch|color|light-dark)a?$/],
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global', 'deep'] }],
  },
}
