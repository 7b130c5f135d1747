import type { Api, Fault, ReceivedRequest, Route } from '../support/api.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { JOB } from './job-setup.ts'
import { checkpoints, ids, organization, share } from './setup.ts'
import { runWithSignals, type StepOutcome } from './signals.ts'

/** The checkpoints that a scenario's step shares or revokes; a job can produce the third. */
export const CHECKPOINTS = checkpoints(3)

// Two batches; in a revoke the first six have access.
const PROJECTS = ids(105)
const OTHER_PROJECTS = ids(4, 200)

/** What the step does, which faults occur, and when and how it is canceled. */
export interface CancelScenario {
  mode: 'grant' | 'sync' | 'revoke'
  hasJob: boolean
  faults: Fault[]
  speed: number
  signals: NodeJS.Signals[]
  /** Milliseconds between the signals. */
  intervalMs: number
  /** The signals are sent this many milliseconds after this many requests … */
  requests: number
  delayMs: number
  /** … or once no request has arrived for this many milliseconds, as in a pause. */
  idleMs: number
}

/** The scenario of a seed. */
export function scenarioOf(seed: number): CancelScenario {
  const random = new SeededRandom(seed)
  const below = (count: number) => random.below(count)
  const pick = <T>(...choices: T[]): T => random.pick(choices)
  const mode = pick<CancelScenario['mode']>('grant', 'sync', 'revoke')
  const tooMany = { status: 429, headers: { 'retry-after': '5' } }
  const faults = Array.from({ length: below(3) }, (): Fault => {
    const answer = pick<Fault['answer']>('reset', 'hang', { status: 500 }, tooMany)
    const on: Route =
      mode === 'grant' || (mode === 'sync' && pick(true, false)) ? 'create' : 'delete'
    return { on, skip: below(4), acts: answer !== tooMany && pick(true, false), answer }
  })
  const reading: Fault = {
    on: 'list',
    skip: below(6),
    answer: pick<Fault['answer']>('reset', tooMany),
  }
  const hasJob = mode !== 'revoke' && below(3) === 0
  return {
    mode,
    hasJob,
    faults: pick(true, false) ? [...faults, reading] : faults,
    // In real time everything ends in the first pause, which a wait for a job always has.
    speed: hasJob ? 100 : pick(1, 1, 50),
    signals: pick<NodeJS.Signals[]>(
      ['SIGINT', 'SIGTERM'],
      ['SIGINT', 'SIGTERM'],
      ['SIGTERM'],
      ['SIGINT', 'SIGINT', 'SIGTERM'],
    ),
    intervalMs: below(300),
    requests: 1 + below(mode === 'grant' ? 12 : 22),
    delayMs: pick(0, below(10)),
    idleMs: 100 + below(200),
  }
}

/** Starts a scenario's API with its faults. */
export async function startScenario({ mode, hasJob, faults }: CancelScenario): Promise<Api> {
  const shared = { grant: [], sync: OTHER_PROJECTS, revoke: ids(6) }[mode]
  const api = await organization(PROJECTS.length, {
    projects: OTHER_PROJECTS.map(id => ({ id })),
    checkpoints: Object.fromEntries(CHECKPOINTS.map(id => [id, { shared }])),
    jobs: hasJob
      ? { [JOB]: { states: ['running', 'succeeded'], fineTunedModel: CHECKPOINTS[2] ?? '' } }
      : {},
  })
  for (const fault of faults) api.fault(fault)
  return api
}

/** Runs a scenario's step against its API. */
export function runScenario(scenario: CancelScenario, api: Api): Promise<StepOutcome> {
  const { mode, hasJob, speed, requests, delayMs, idleMs } = scenario
  const since = (request: ReceivedRequest | undefined) =>
    request === undefined ? Number.NEGATIVE_INFINITY : performance.now() - request.at
  const isTime = () =>
    since(api.requests[requests - 1]) >= delayMs || since(api.requests.at(-1)) >= idleMs
  const inputs = {
    mode,
    'max-revocations': 'none',
    'project-ids': PROJECTS,
    'checkpoint-id': hasJob ? CHECKPOINTS.slice(0, 2) : CHECKPOINTS,
    ...(hasJob && { 'fine-tuning-job-id': JOB, 'api-key': api.projectKey }),
  }
  return runWithSignals({ ...scenario, isTime }, onLine => share(api, inputs, { speed, onLine }))
}
