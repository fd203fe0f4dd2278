// Figures that only a browser gives: `make bench`. One page at a time, so that none waits for another, and the engine
// compiled as visitors have it.
import config from './playwright.config'

const { launchOptions } = config.use ?? {}

export default {
  ...config,
  testDir: 'bench',
  testMatch: '*.bench.ts',
  globalSetup: undefined,
  workers: 1,
  reporter: 'line',
  use: {
    ...config.use,
    launchOptions: { ...launchOptions, args: launchOptions?.args?.filter((flag) => !flag.startsWith('--js-flags=')) },
  },
}
