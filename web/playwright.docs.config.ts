// Embeds in the sites of documentation generators: `make test-docs`.
import config from './playwright.config'
import { playground } from './e2e-docs/sites'

export default {
  ...config,
  testDir: 'e2e-docs',
  globalSetup: './e2e-docs/build.ts',
  webServer: { ...config.webServer, env: { PORT: playground.port }, url: `${playground.origin}/` },
}
