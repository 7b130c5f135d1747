import { checkpoints, projects, startServer } from './server-process.ts'
import { median, type Options, type Part, shown } from './results.ts'
import { ACTION, type Ran, runProcess } from './run-process.ts'

const SIZES = [
  [1, 100],
  [10, 100],
  [100, 100],
  [100, 1_000],
] as const

// A run of the largest takes seconds, and says much the same each time.
const MOST_RUNS = 3

/** How time, memory and reports grow with what is asked for. */
export async function growth({ runs }: Options): Promise<Part> {
  const rows: string[][] = []
  let largest: Ran[] = []
  for (const [many, each] of SIZES) {
    largest = []
    for (let run = 0; run < Math.min(runs, MOST_RUNS); run++)
      largest.push(await grantAll(many, each))
    const [one] = largest
    if (one === undefined) continue
    const kilobytes = (text = '') =>
      text === '' ? 'empty' : `${shown(Buffer.byteLength(text) / 1_000)} kB`
    rows.push([
      `${many} × ${shown(each)}`,
      shown(many * each),
      `${shown(median(largest.map(({ milliseconds }) => milliseconds)) / 1_000, 2)} s`,
      `${shown(median(largest.map(({ maxBytes }) => maxBytes)) / 1e6)} MB`,
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
        figure: median(largest.map(({ milliseconds }) => milliseconds)) / 1_000,
        most: 20,
      },
      {
        name: '100,000 rows, memory in MB',
        figure: median(largest.map(({ maxBytes }) => maxBytes)) / 1e6,
        most: 300,
      },
      {
        name: 'their summary in bytes',
        figure: Buffer.byteLength(one?.summary ?? ''),
        most: 1024 * 1024,
      },
      {
        name: 'their output `permissions` in bytes (beyond 100 kB it is empty)',
        figure: Buffer.byteLength(one?.outputs.permissions ?? ''),
        most: 100_000,
      },
    ],
  }
}

async function grantAll(many: number, each: number): Promise<Ran> {
  const [asked, ids] = [checkpoints(many), projects(each)]
  await using server = await startServer({
    projects: ids.map(id => ({ id })),
    checkpoints: Object.fromEntries(asked.map(id => [id, {}])),
  })
  const ran = runProcess({
    args: [ACTION],
    inputs: {
      'admin-key': server.adminKey,
      'base-url': server.baseUrl,
      'checkpoint-id': asked.join('\n'),
      'project-ids': ids.join('\n'),
    },
    measuresMemory: true,
  })
  expectComplete(ran, many * each)
  return ran
}

/** @throws Error where a run did not do all of it, or does not say what it left out of its reports */
function expectComplete(ran: Ran, rows: number): void {
  const { exitCode, outputs, permissionsFile, summary, stdout } = ran
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
