import type { Limit } from '../../test/api/limits.ts'
import { type RequestCase, requestCase } from '../../test/support/request-cases.ts'
import { SeededRandom } from '../../test/support/seeded-random.ts'
import { runInVirtualTime } from '../../test/support/virtual-step.ts'
import { LIMIT_CASES, type LimitCase } from './limit-cases.ts'
import { ENDLESS, runClient } from './openai-client.ts'
import { type BenchOptions, formatNumber, median, type Section, type Target } from './results.ts'
import { type SimulatedRun, sharedCount, Throttle } from './throttle.ts'

const MINUTE_MS = 60_000
/** The default of the input `share-timeout-minutes`. */
const TIMEOUT_MS = 30 * MINUTE_MS
const DEFAULT_RETRIES = 2

/** How long a grant takes under each kind of rate limit, and how often it is rejected. */
export async function rateLimit({ runs }: BenchOptions): Promise<Section> {
  const rows: string[][] = []
  const targets: Target[] = []
  let incomplete = 0
  for (const limitCase of LIMIT_CASES) {
    const { name, checkpoints, createLimit, ideal } = limitCase
    const example = requestCase([checkpoints, 1], 'from nothing')
    const simulate = (run: (seed: number) => Promise<SimulatedRun>) => repeat(runs, run)
    const runOpenAI = (maxRetries: number) =>
      simulate(seed => {
        const random = new SeededRandom(seed).next
        const limit = createLimit()
        return runClient(example, { limit, maxRetries, timeoutMs: TIMEOUT_MS, random })
      })
    const actionRuns = await simulate(seed => runAction(example, createLimit(), seed))
    const action = medianOf(actionRuns)
    const endless = medianOf(await runOpenAI(ENDLESS))
    incomplete += actionRuns.filter(({ shared }) => shared < checkpoints).length
    rows.push([
      name,
      formatNumber(2 * checkpoints),
      formatTime(ideal),
      outcomeOf(action, checkpoints),
      ideal === 0 || action.shared < checkpoints
        ? ''
        : `${formatNumber(action.milliseconds / ideal, 2)}×`,
      formatNumber(action.rejected),
      `${formatNumber(action.rejectedLater * 100)} %`,
      outcomeOf(medianOf(await runOpenAI(DEFAULT_RETRIES)), checkpoints),
      outcomeOf(endless, checkpoints),
      formatNumber(endless.rejected),
    ])
    targets.push(...targetsOf(limitCase, action))
  }
  targets.push({
    name: 'Runs of this action that left a checkpoint out',
    value: incomplete,
    max: 0,
  })
  return {
    title: 'Rate limits',
    about: aboutSimulations(runs),
    head: [
      'Limit',
      'Requests needed',
      'Ideal',
      'This action',
      'Time / ideal',
      '429s',
      '429s after 1 min',
      '`openai` package, 2 retries',
      '`openai` package, endless retries',
      'Its 429s',
    ],
    rows,
    targets,
  }
}

const aboutSimulations = (runs: number) =>
  `OpenAI doesn't document how these endpoints are limited, so the simulations cover several kinds of limits. \
The fixed window matches a published measurement. \
Each run grants one project access to 20, 60, or 100 checkpoints, with one list and one grant per checkpoint. \
Up to 100 projects take the same number of requests. \
Runs use virtual time, and responses are instant. They end after 30 minutes, the default of \`share-timeout-minutes\`. \
All values are medians of ${runs} runs with different random seeds.

The ideal is the minimum time for a client that knows the limit and lists all checkpoints before the first grant, \
as this action does. The script with the official \`openai\` package lists and grants one checkpoint after another, \
so a limit per route can let it finish earlier. By default, the package retries a request twice and then fails.`

async function repeat(
  runs: number,
  run: (seed: number) => Promise<SimulatedRun>,
): Promise<SimulatedRun[]> {
  const results: SimulatedRun[] = []
  for (let seed = 1; seed <= runs; seed++) results.push(await run(seed))
  return results
}

async function runAction(example: RequestCase, limit: Limit, seed: number): Promise<SimulatedRun> {
  const { checkpoints, projects, setup } = example
  let throttle: Throttle | null = null
  await using run = await runInVirtualTime(
    now => {
      throttle = new Throttle(limit, now)
      return { ...setup, interfere: throttle.interfere }
    },
    { 'checkpoint-id': checkpoints, 'project-ids': projects },
    { random: new SeededRandom(seed).next },
  )
  const { api, step, milliseconds } = run
  const shared = sharedCount(api, example)
  const isReported = step.outputs['granted-count'] === `${shared}`
  if (!isReported || throttle === null) throw new Error(step.log)
  const { rejected, rejectedLater } = throttle
  return { milliseconds, rejected, rejectedLater, shared }
}

function medianOf(runs: readonly SimulatedRun[]): SimulatedRun {
  return {
    milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
    rejected: median(runs.map(({ rejected }) => rejected)),
    rejectedLater: median(runs.map(({ rejectedLater }) => rejectedLater)),
    shared: median(runs.map(({ shared }) => shared)),
  }
}

function targetsOf(
  { name, checkpoints, ideal, maxMinutes, maxRatio, maxRejectedLater }: LimitCase,
  { milliseconds, rejectedLater }: SimulatedRun,
): Target[] {
  const label = `${name} (${2 * checkpoints} requests)`
  const targets: Target[] = []
  if (maxRatio !== undefined) {
    targets.push({ name: `${label}, time / ideal`, value: milliseconds / ideal, max: maxRatio })
  }
  if (maxMinutes !== undefined) {
    const value = milliseconds / MINUTE_MS
    targets.push({ name: `${label}, time`, value, max: maxMinutes, unit: ' min' })
  }
  if (maxRejectedLater !== undefined) {
    const [value, max] = [rejectedLater * 100, maxRejectedLater * 100]
    targets.push({ name: `${label}, 429s after 1 min`, value, max, unit: ' %' })
  }
  return targets
}

function outcomeOf({ milliseconds, shared }: SimulatedRun, checkpoints: number): string {
  const time = formatTime(milliseconds)
  return shared < checkpoints ? `${shared} of ${checkpoints} checkpoints in ${time}` : time
}

function formatTime(milliseconds: number): string {
  return milliseconds < MINUTE_MS
    ? `${formatNumber(milliseconds / 1_000, 1)} s`
    : `${formatNumber(milliseconds / MINUTE_MS, 1)} min`
}
