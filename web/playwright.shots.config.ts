// Pictures of every view, to be looked at: `npm run shots`.
import config from './playwright.config'

export default { ...config, testMatch: 'shots.ts', globalSetup: undefined, reporter: 'line' }
