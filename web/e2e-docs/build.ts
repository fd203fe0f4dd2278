// Builds the sites: in a copy of each, the embed is pasted into the page as a person would do it.

import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assembledOf, folderOf, odd as oddName, playgroundOrigin, scenarioFile, sites, type Sample } from './sites'

const root = fileURLToPath(new URL('../..', import.meta.url))

// What stands in the samples for that which is only known here.
const place = '<!-- what inroad embed prints -->\n'
const site = 'https://example.org/inroad'

const script = /^<script .*\n/m

export default function build(): void {
  const scenario = readFileSync(scenarioFile, 'utf8')
  const plain = embedOf(scenario)
  const odd = embedOf(scenario.replace('"Ben Okoye"', JSON.stringify(oddName)))
  for (const sample of sites) {
    const folder = assembledOf(sample)
    copy(folderOf(sample), folder)
    const page = files(folder).find((file) => basename(file) === 'outreach.md')!
    paste(odd, sample, page, join(dirname(page), 'odd.md'))
    paste(plain, sample, page, page)
    const [command, ...options] = sample.command
    // No generator looks for a newer version of itself.
    execFileSync(command, options, { cwd: folder, stdio: 'pipe', env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } })
  }
}

function embedOf(scenario: string): string {
  const args = ['--from', 'ana', '--to', 'ben', '--controls', '--view', 'pair', '--site', playgroundOrigin()]
  return execFileSync('go', ['run', './rules/cmd/inroad', 'embed', '-', ...args], {
    cwd: root,
    encoding: 'utf8',
    input: scenario,
  })
}

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  for (const entry of readdirSync(from)) {
    if (entry !== 'node_modules') cpSync(join(from, entry), join(to, entry), { recursive: true })
  }
  for (const file of files(to)) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(site, playgroundOrigin()))
}

function paste(embed: string, { home }: Sample, from: string, to: string): void {
  const [above, below, ...more] = readFileSync(from, 'utf8').split(place)
  if (below === undefined || more.length > 0) throw new Error(`${from}: not one place for the embed`)
  writeFileSync(to, above + (home ? embed.replace(script, '') : embed) + below)
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
}
