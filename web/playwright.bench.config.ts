// Figures that only a browser gives: `make bench`. One page at a time, so that none waits for another.
import config from './playwright.config'

export default {
  ...config,
  testDir: 'bench',
  testMatch: '*.bench.ts',
  globalSetup: undefined,
  workers: 1,
  reporter: 'line',
}
