// Embeds in the sites of documentation generators: `make test-docs`.
import config from './playwright.config'

export default { ...config, testDir: 'e2e-docs', globalSetup: './e2e-docs/build.ts' }
