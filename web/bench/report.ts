// Figures in the format of Go's benchmarks, which `scripts/bench` compares: printed, and appended to the file that BENCH_FILE
// names.

import { appendFileSync } from 'node:fs'

export type Figures = Readonly<Record<string, number>> // by unit

export function report(name: string, figures: Figures, of = 'page in Chromium'): void {
  const values = Object.entries(figures).map(([unit, value]) => `${Number(value.toPrecision(9))} ${unit}`)
  const lines = `pkg: ${of}\nBenchmark${name} 1 ${values.join(' ')}\n`
  console.log(lines)
  if (process.env['BENCH_FILE']) appendFileSync(process.env['BENCH_FILE'], lines)
}

// time is a figure of milliseconds.
export function time(milliseconds: number): Figures {
  return { 'ns/op': Math.round(milliseconds * 1e6) }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
