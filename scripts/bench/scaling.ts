import { type BenchOptions, formatNumber, median, type Section } from './results.ts'
import { ACTION, type ProcessResult, runProcess } from './run-process.ts'
import { checkpoints, projects, startServer } from './server-process.ts'

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
  let largest: ProcessResult[] = []
  for (const [many, each] of SIZES) {
    largest = []
    for (let run = 0; run < Math.min(runs, MAX_RUNS); run++)
      largest.push(await grantAll(many, each))
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
    title: 'Growth',
    about:
      'The built action grants all of it from nothing, as a process, against a server on this machine that has no rate limit. Memory is the largest resident set; medians. An output that would be over 100 kB is empty, with a warning, and the file has it all; the summary says how many rows it leaves out.',
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
        name: '100,000 rows, seconds',
        value: median(largest.map(({ milliseconds }) => milliseconds)) / 1_000,
        max: 20,
      },
      {
        name: '100,000 rows, memory in MB',
        value: median(largest.map(({ maxBytes }) => maxBytes)) / 1e6,
        max: 300,
      },
      {
        name: 'their summary in bytes',
        value: Buffer.byteLength(one?.summary ?? ''),
        max: 1024 * 1024,
      },
      {
        name: 'their output `permissions` in bytes (beyond 100 kB it is empty)',
        value: Buffer.byteLength(one?.outputs.permissions ?? ''),
        max: 100_000,
      },
    ],
  }
}

async function grantAll(many: number, each: number): Promise<ProcessResult> {
  const [asked, ids] = [checkpoints(many), projects(each)]
  await using server = await startServer({
    projects: ids.map(id => ({ id })),
    checkpoints: Object.fromEntries(asked.map(id => [id, {}])),
  })
  const result = runProcess({
    args: [ACTION],
    inputs: {
      'admin-key': server.adminKey,
      'base-url': server.baseUrl,
      'checkpoint-id': asked.join('\n'),
      'project-ids': ids.join('\n'),
    },
    measuresMemory: true,
  })
  expectComplete(result, many * each)
  return result
}

/** @throws Error if a run is incomplete or doesn't say what it left out of its reports */
function expectComplete(result: ProcessResult, rows: number): void {
  const { exitCode, outputs, permissionsFile, summary, stdout } = result
  const listed = (JSON.parse(permissionsFile) as { status: string }[]).filter(
    ({ status }) => status === 'granted',
  )
  const isCut = outputs.permissions === ''
  const says = {
    'the exit code': exitCode === 0,
    'granted-count': outputs['granted-count'] === `${rows}`,
    'permissions-file': listed.length === rows,
    'the warning about outputs': isCut === stdout.includes('permissions would be over 100 kB'),
    'the summary': summary.includes('left out here') === summary.split('<tr>').length - 2 < rows,
  }
  const wrong = Object.entries(says).filter(([, isRight]) => !isRight)
  if (wrong.length > 0) {
    throw new Error(
      `${rows} rows: wrong is ${wrong.map(([operation]) => operation)}\n${stdout.slice(-2_000)}`,
    )
  }
}
