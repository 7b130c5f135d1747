import { execFileSync, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { trimPackages } from '../trim-bundle.ts'
import { type BenchOptions, formatNumber, median, type Section } from './results.ts'
import { ACTION, type ProcessCommand, runProcess } from './run-process.ts'
import { checkpoints, projects, type Server, startServer } from './server-process.ts'

const BUNDLES = join('build', 'bench')
const BASELINES = join('build', 'baselines')
const PROJECTS = projects(3)
const [SHARED = ''] = checkpoints(1, 'shared')

/** Another implementation of the same job. */
interface Baseline {
  name: string
  commandFor(checkpoint: string): ProcessCommand
  /** What the process is expected to do, other than grant. */
  expected?: 'no-op' | 'invalid-input'
}

/** Whole processes: the time a step takes from start to end. */
export async function startUp({ runs }: BenchOptions): Promise<Section> {
  rmSync(BASELINES, { recursive: true, force: true })
  bundle('openai')
  bundle('floor')
  trimPackages(join(BASELINES, 'node_modules'))
  bundle('floor', 'slim-floor')
  const fresh = checkpoints((runs + 1) * 8)
  await using server = await startServer({
    projects: PROJECTS.map(id => ({ id })),
    checkpoints: {
      [SHARED]: { shared: PROJECTS },
      ...Object.fromEntries(fresh.map(id => [id, {}])),
    },
  })
  const baselines = baselinesAt(server)
  const grants = baselines.map((): number[] => [])
  const noOps = baselines.map((): number[] => [])
  // The first round isn't counted. Each round starts with another baseline.
  for (let round = 0; round <= runs; round++) {
    for (let turn = 0; turn < baselines.length; turn++) {
      const index = (round + turn) % baselines.length
      const baseline = baselines[index]
      const checkpoint = fresh.pop()
      if (baseline === undefined || checkpoint === undefined) continue
      const grant = await measure(baseline, checkpoint, server)
      const noOp = baseline.expected === undefined ? await measure(baseline, SHARED, server) : null
      if (round > 0) grants[index]?.push(grant)
      if (round > 0 && noOp !== null) noOps[index]?.push(noOp)
    }
  }
  const of = (times: number[][], name: string) =>
    median(times[baselines.findIndex(baseline => baseline.name === name)] ?? [])
  const ratio = (times: number[][], name: string) => of(times, 'This action') / of(times, name)
  const cell = (times: number[]) => (times.length === 0 ? '' : `${formatNumber(median(times))} ms`)
  return {
    title: 'From start to end',
    about: `One checkpoint and three projects, against a server on this machine in a process of its own: each line is a whole process, by the same Node, bundled by the same ncc, that lists and grants (“grant”), or lists and finds all in place (“nothing to do”). Of \`undici\` and \`@actions/core\`, the bundle of this action has only the parts that it uses; the others have both whole, but where it says so. All of them in turn, ${runs} times; medians.`,
    head: ['', 'Grant', 'Nothing to do', 'This action takes'],
    rows: baselines.map(({ name }, index) => [
      name,
      cell(grants[index] ?? []),
      cell(noOps[index] ?? []),
      index === 0 ? '' : `${formatNumber(ratio(grants, name), 2)} of it`,
    ]),
    targets: [
      { name: 'a grant, of the `openai` script', value: ratio(grants, OPENAI), max: 0.9 },
      { name: 'a grant, of the floor', value: ratio(grants, FLOOR), max: 1.2 },
      { name: 'nothing to do, of the `openai` script', value: ratio(noOps, OPENAI), max: 0.9 },
      { name: 'nothing to do, of the floor', value: ratio(noOps, FLOOR), max: 1.2 },
    ],
  }
}

const OPENAI = 'A script with the official `openai` package and `@actions/core`'
const FLOOR = 'A floor: the same two requests with `undici`, and `@actions/core`'

function baselinesAt({ baseUrl, adminKey }: Server): Baseline[] {
  const inputsFor = (checkpoint: string) => ({
    'admin-key': adminKey,
    'base-url': baseUrl,
    'checkpoint-id': checkpoint,
    'project-ids': PROJECTS.join('\n'),
  })
  const script = (name: string, path: string): Baseline => ({
    name,
    commandFor: checkpoint => ({ args: [path], inputs: inputsFor(checkpoint) }),
  })
  const curl = spawnSync('curl', ['--version']).status === 0
  return [
    script('This action', ACTION),
    script(OPENAI, join(process.cwd(), BUNDLES, 'openai/index.js')),
    script(FLOOR, join(process.cwd(), BUNDLES, 'floor/index.js')),
    script(
      'The same floor, with only those parts of both that this action has',
      join(process.cwd(), BUNDLES, 'slim-floor/index.js'),
    ),
    ...(curl ? [curlLoop(baseUrl, adminKey)] : []),
    {
      name: 'Node alone (`node -e 0`)',
      expected: 'no-op',
      commandFor: () => ({ args: ['-e', '0'] }),
    },
    {
      name: 'This action, with a mistake in its inputs',
      expected: 'invalid-input',
      commandFor: () => ({ args: [ACTION], inputs: inputsFor('') }),
    },
  ]
}

function curlLoop(baseUrl: string, adminKey: string): Baseline {
  return {
    name: 'A shell loop of `curl`, a GET and a POST a project',
    commandFor: checkpoint => ({
      program: 'sh',
      args: [join(import.meta.dirname, 'baselines/curl.sh')],
      env: {
        BASE_URL: baseUrl,
        ADMIN_KEY: adminKey,
        CHECKPOINT: checkpoint,
        PROJECTS: PROJECTS.join(' '),
      },
    }),
  }
}

/** The duration in milliseconds. @throws Error if the process doesn't do its job */
async function measure(
  { name, expected, commandFor }: Baseline,
  checkpoint: string,
  server: Server,
): Promise<number> {
  const { exitCode, milliseconds, stdout } = runProcess(commandFor(checkpoint))
  const holders = await server.holders(checkpoint)
  const isDone = holders.length === (expected === undefined ? PROJECTS.length : 0)
  if (exitCode !== (expected === 'invalid-input' ? 1 : 0) || !isDone) {
    throw new Error(`${name} ends with ${exitCode}, shared with ${holders}: ${stdout}`)
  }
  return milliseconds
}

/** Bundles a baseline the same way as the action. */
function bundle(name: string, folder = name): void {
  const run = (command: string, ...args: string[]) =>
    execFileSync(join('node_modules', '.bin', command), args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
  const target = join(BUNDLES, folder)
  rmSync(target, { recursive: true, force: true })
  run('tsc', '-p', join('scripts', 'bench', 'baselines'))
  run('ncc', 'build', join(BASELINES, `${name}.js`), '-o', target, '-q')
}
