import { grantAll } from './grant-all.ts'
import { type BenchOptions, formatNumber, median, type Section } from './results.ts'
import type { ProcessResult } from './run-process.ts'

const SIZES = [
  [1, 100],
  [10, 100],
  [100, 100],
  [100, 1_000],
] as const

// A run of the largest size takes seconds and varies little.
const MAX_RUNS = 3

/** How time, memory, and reports scale with the number of checkpoints and projects. */
export async function scaling({ runs }: BenchOptions): Promise<Section> {
  const rows: string[][] = []
  const count = Math.min(runs, MAX_RUNS)
  let largest: ProcessResult[] = []
  for (const [many, each] of SIZES) {
    largest = []
    for (let run = 0; run < count; run++) largest.push(await grantAll([many, each]))
    const [one] = largest
    if (one === undefined) continue
    const kilobytes = (text = '') =>
      text === '' ? 'empty' : `${formatNumber(Buffer.byteLength(text) / 1_000)} kB`
    rows.push([
      `${many} × ${formatNumber(each)}`,
      formatNumber(many * each),
      `${formatNumber(median(largest.map(({ milliseconds }) => milliseconds)) / 1_000, 2)} s`,
      `${formatNumber(median(largest.map(({ maxBytes }) => maxBytes)) / 1e6)} MB`,
      kilobytes(one.stdout),
      kilobytes(one.summary),
      kilobytes(one.outputs.permissions),
      kilobytes(one.outputs['permission-ids']),
      kilobytes(one.permissionsFile),
    ])
  }
  const [one] = largest
  return {
    title: 'Scaling',
    about: `The built action, run as a process, grants all projects access to all checkpoints. \
The server runs on the same machine, responds at once, and has no rate limit. \
Memory is the peak resident set size. Time and memory are medians of ${count} runs. \
An output that would exceed 100 kB is empty, and the log has a warning. \
The file that \`permissions-file\` names always has all rows. The summary states how many rows it omits.`,
    head: [
      'Checkpoints × projects',
      'Rows',
      'Time',
      'Memory',
      'Log',
      'Summary',
      '`permissions`',
      '`permission-ids`',
      '`permissions-file`',
    ],
    rows,
    targets: [
      {
        name: '100,000 rows, time',
        unit: ' s',
        value: median(largest.map(({ milliseconds }) => milliseconds)) / 1_000,
        max: 20,
      },
      {
        name: '100,000 rows, memory',
        unit: ' MB',
        value: median(largest.map(({ maxBytes }) => maxBytes)) / 1e6,
        max: 300,
      },
      {
        name: '100,000 rows, summary in bytes',
        value: Buffer.byteLength(one?.summary ?? ''),
        max: 1024 * 1024,
      },
      {
        name: '100,000 rows, output `permissions` in bytes',
        value: Buffer.byteLength(one?.outputs.permissions ?? ''),
        max: 100_000,
      },
    ],
  }
}
