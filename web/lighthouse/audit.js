// Lighthouse on the built page, as a desktop and as a phone would have it: prints the performance scores with what they are made of,
// and fails below the targets. It needs no network, and Chromium as CHROME_PATH or on PATH names it.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { launch } from 'chrome-launcher'
import lighthouse, { desktopConfig } from 'lighthouse'

const audits = [
  { name: 'desktop', least: 95, config: desktopConfig },
  { name: 'mobile', least: 85, config: undefined },
]
const metrics = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'interactive',
]

// The server ends with the pipe to it, and so with this process.
const server = spawn('go', ['run', './scripts/serve', '-until-eof', 'web/dist'], {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  env: { ...process.env, PORT: '0' },
  stdio: ['pipe', 'pipe', 'inherit'],
})
const address = await new Promise((resolve, reject) => {
  server.stdout.on('data', (text) => resolve(/http:\S+/.exec(text)?.[0]))
  server.on('exit', () => reject(new Error('The page could not be served.')))
})

for (const { name, least, config } of audits) {
  const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] })
  const result = await lighthouse(
    address,
    { port: chrome.port, onlyCategories: ['performance'], logLevel: 'error' },
    config,
  )
  chrome.kill()
  if (!result) throw new Error('Lighthouse gave no result.')
  const { categories, audits: details } = result.lhr
  const score = Math.round((categories.performance?.score ?? 0) * 100)
  const made = metrics.map((metric) => `${metric} ${details[metric]?.displayValue}`)
  console.log(`Lighthouse, ${name}: ${score} (target ${least}); ${made.join(', ')}`)
  if (score < least) process.exitCode = 1
}
server.stdin.end()
