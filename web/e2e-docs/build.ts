// Builds the sites: in a copy of each, the embed is pasted into the page as a person would do it.

import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assembledOf, folderOf, playground, scenarioFile, sites, type Sample } from './sites'

const root = fileURLToPath(new URL('../..', import.meta.url))

// What stands in the samples for that which is only known here.
const place = '<!-- what inroad embed prints -->\n'
const site = 'https://example.org/inroad'

const script = /^<script .*\n/m

export default function build(): void {
  const args = ['--from', 'ana', '--to', 'ben', '--controls', '--view', 'pair', '--site', playground.origin]
  const embed = execFileSync('go', ['run', './rules/cmd/inroad', 'embed', scenarioFile, ...args], { cwd: root, encoding: 'utf8' })
  for (const sample of sites) {
    assemble(sample, sample.home ? embed.replace(script, '') : embed)
    const [command, ...options] = sample.command
    execFileSync(command, options, { cwd: assembledOf(sample), stdio: 'pipe' })
  }
}

function assemble(sample: Sample, embed: string): void {
  const folder = folderOf(sample)
  const assembled = assembledOf(sample)
  rmSync(assembled, { recursive: true, force: true })
  for (const entry of readdirSync(folder)) {
    if (entry !== 'node_modules') cpSync(join(folder, entry), join(assembled, entry), { recursive: true })
  }
  let places = 0
  for (const path of readdirSync(assembled, { recursive: true, encoding: 'utf8' })) {
    const file = join(assembled, path)
    if (!statSync(file).isFile()) continue
    const text = readFileSync(file, 'utf8')
    places += text.split(place).length - 1
    writeFileSync(file, text.replace(place, () => embed).replaceAll(site, playground.origin))
  }
  if (places !== 1) throw new Error(`${sample.name}: the embed has ${places} places in its pages, not one`)
}
