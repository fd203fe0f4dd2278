import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

// The shell first: it has no window, whose own pages cost as much CPU as the page.
const chromium = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find(existsSync)

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/support/command.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // A machine may be busy with something else: only what does not come at all fails.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env['INROAD_PAGE'],
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Every test compiles the engine, in one pass. The optimising pass behind it pays off where the engine works for seconds,
        // so it begins late: what is called more is optimised.
        '--js-flags=--wasm-tiering-budget=100000000',
      ],
    },
  },
  // It takes a free port, and ends with this process, however that ends: Playwright holds the pipe to its standard input.
  webServer: {
    command: `go run ./scripts/serve -until-eof ${process.env['E2E_DIST'] ?? 'web/dist'}`,
    cwd: '..',
    env: { PORT: '0' },
    wait: { stdout: /Inroad is at (?<inroad_page>\S+)/ },
    timeout: 180_000,
  },
})
