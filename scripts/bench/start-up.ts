import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, compile } from '../bundle.ts'
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
  // The baselines are compiled and bundled the same way as the action.
  for (const folder of [BASELINES, BUNDLES]) rmSync(folder, { recursive: true, force: true })
  compile(join('scripts', 'bench', 'baselines'))
  bundle(join(BASELINES, 'openai.js'), join(BUNDLES, 'openai'))
  bundle(join(BASELINES, 'minimal.js'), join(BUNDLES, 'minimal'))
  trimPackages(join(BASELINES, 'node_modules'))
  bundle(join(BASELINES, 'minimal.js'), join(BUNDLES, 'trimmed-minimal'))
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
    title: 'Start-up time',
    about: `Each row is a whole process. \
“Grant” lists the permissions of one checkpoint and creates them for three projects. \
“No-op” lists the permissions and finds that none is missing. The last two rows send no requests. \
The server runs on the same machine, in its own process. All scripts use the same Node and are bundled by the same ncc as this action. \
For a grant, this action loads only the parts of \`undici\` and \`@actions/core\` that it uses. \
The other bundles contain the whole packages unless their row states otherwise. \
The programs run in turn, ${runs} times each, and the times are medians.`,
    head: ['Program', 'Grant', 'No-op', 'This action / program'],
    rows: baselines.map(({ name }, index) => [
      name,
      cell(grants[index] ?? []),
      cell(noOps[index] ?? []),
      index === 0 ? '' : `${formatNumber(ratio(grants, name), 2)}×`,
    ]),
    targets: [
      { name: 'Grant, this action / `openai` script', value: ratio(grants, OPENAI), max: 0.9 },
      { name: 'Grant, this action / minimal script', value: ratio(grants, MINIMAL), max: 1.2 },
      { name: 'No-op, this action / `openai` script', value: ratio(noOps, OPENAI), max: 0.9 },
      { name: 'No-op, this action / minimal script', value: ratio(noOps, MINIMAL), max: 1.2 },
    ],
  }
}

const OPENAI = 'Script with the official `openai` package and `@actions/core`'
const MINIMAL = 'Minimal script with `undici` and `@actions/core`'

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
    script(MINIMAL, join(process.cwd(), BUNDLES, 'minimal/index.js')),
    script(
      'Minimal script with only the parts of both that this action contains',
      join(process.cwd(), BUNDLES, 'trimmed-minimal/index.js'),
    ),
    ...(curl ? [curlLoop(baseUrl, adminKey)] : []),
    {
      name: 'Node only (`node -e 0`)',
      expected: 'no-op',
      commandFor: () => ({ args: ['-e', '0'] }),
    },
    {
      name: 'This action with an invalid input',
      expected: 'invalid-input',
      commandFor: () => ({ args: [ACTION], inputs: inputsFor('') }),
    },
  ]
}

function curlLoop(baseUrl: string, adminKey: string): Baseline {
  return {
    name: 'Shell script with `curl`, one GET and one POST per project',
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
    throw new Error(`${name} exited with ${exitCode}, shared with ${holders}: ${stdout}`)
  }
  return milliseconds
}
