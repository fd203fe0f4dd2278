// Figures in the format of Go's benchmarks, which `scripts/bench` compares: printed, and appended to the file that BENCH_FILE
// names.

import { appendFileSync } from 'node:fs'

export function report(name: string, milliseconds: number, of = 'page in Chromium', more = ''): void {
  const lines = `pkg: ${of}\nBenchmark${name} 1 ${Math.round(milliseconds * 1e6)} ns/op${more && ` ${more}`}\n`
  console.log(lines)
  if (process.env['BENCH_FILE']) appendFileSync(process.env['BENCH_FILE'], lines)
}
