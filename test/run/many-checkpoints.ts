import { expect } from 'vitest'
import {
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from '../action/setup.ts'
import { createWorkspace } from '../action/sharing-file-workspace.ts'
import { failure } from '../support/api/responses.ts'
import type { Api, ApiSetup, ReceivedRequest, Route } from '../support/api.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { UndiciActivity } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

export const [SECOND, MINUTE] = [1_000, 60_000]

/** How often a fault hits that never passes. */
export const FOR_GOOD = Number.POSITIVE_INFINITY

/** A transient server fault. */
export const OOPS = failure(500, 'The server had an error.')

const ANSWER_MS = 100

type Inputs = Record<string, string | readonly string[]>

/** A run's initial state. Times are virtual. */
export interface Scenario {
  /** How many checkpoints and how many projects are requested; both exist. */
  size: readonly [checkpoints: number, projects: number]
  /** Added to these, or replacing them. */
  setup?: ApiSetup
  inputs?: Inputs
  /** More inputs, which contain keys that the API creates. */
  keys?: (api: Api) => Inputs
  /** The content of a sharing file, which then replaces checkpoints and projects. */
  file?: string
  /** Sets faults; `now` is the time since the start. */
  prepare?: (api: Api, now: () => number) => void
  /** How long each response takes. */
  answerMs?: (request: ReceivedRequest) => number
}

/** A request, and from when until when it was in flight, since the start of the run. */
export interface Span {
  request: ReceivedRequest
  from: number
  until: number
}

/** A run, and its requests to the API. */
export interface Run extends AsyncDisposable {
  step: SharedStep
  api: Api
  /** In the order in which they arrived, without those that hung. */
  spans: Span[]
  /** How long the run took. */
  took: number
}

/**
 * Runs the whole action from the sources, over several checkpoints, in time that passes only while
 * the action and the API both wait.
 */
export async function play(scenario: Scenario): Promise<Run> {
  using wire = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => wire.isBusy)
  const start = clock.now()
  const now = () => clock.now() - start
  const { size, setup = {}, file, keys, prepare, answerMs = () => ANSWER_MS } = scenario
  const spans: Span[] = []
  const [requested, projects] = [checkpoints(size[0]), ids(size[1])]
  const api = await organization(size[1], {
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
    ...setup,
    now: () => clock.now(),
    async beforeAnswer(request) {
      wire.hang(request.port)
      if (request.status === 'hang') return
      const span = { request, from: now(), until: FOR_GOOD }
      spans.push(span)
      await clock.sleep(answerMs(request))
      span.until = now()
      wire.resume(request.port)
    },
  })
  prepare?.(api, now)
  const inputs = { ...scenario.inputs, ...keys?.(api) }
  const options = { clock, random: new SeededRandom(1).next }
  await using workspace = file === undefined ? null : await createWorkspace(file)
  const lists = { 'checkpoint-id': requested, 'project-ids': projects }
  const step =
    workspace === null
      ? await share(api, { ...lists, ...inputs }, options)
      : await workspace.share(api, inputs, options)
  return {
    step,
    api,
    spans,
    took: now(),
    async [Symbol.asyncDispose]() {
      await step[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

/** The requests about a checkpoint, or the model of that ID, on one route or on all. */
export function requestsOf({ step }: Run, checkpointId: string, route?: Route): ReceivedRequest[] {
  return step.requests.filter(
    request =>
      [request.checkpointId, request.model].includes(checkpointId) &&
      (route === undefined || request.route === route),
  )
}

/** When the API received the last request on a route that it accepted. */
export function lastAccepted({ spans }: Run, route: Route): number {
  const accepted = spans.filter(({ request }) => request.route === route && request.status === 200)
  return Math.max(0, ...accepted.map(({ from }) => from))
}

/** The maximum number of concurrent requests on a route. */
export function mostAtOnce({ spans }: Run, route: Route): number {
  const of = spans.filter(({ request }) => request.route === route)
  return Math.max(
    0,
    ...of.map(({ from }) => of.filter(one => one.from <= from && from < one.until).length),
  )
}

/** The statuses of the requested rows of a checkpoint, in their order. */
export function statusesAt({ step }: Run, checkpointId: string): string[] {
  return rowsOf(step)
    .filter(row => row.requested && row.checkpoint_id === checkpointId)
    .map(({ status }) => status)
}

/**
 * Exactly these projects have one permission for each of these checkpoints, and the step's report
 * matches the server. This includes that no POST is retried without a read in between.
 */
export function expectGranted(
  { step, api }: Run,
  checkpointIds: readonly string[],
  projects: readonly string[],
): void {
  expectMatchesServer(step, api)
  const held = checkpointIds.map(id => holders(api, id))
  expect.soft(held).toEqual(checkpointIds.map(() => projects.toSorted()))
}

/**
 * Checks that a value is within its bound. A run that misses one bound still reports its other
 * values.
 */
export function expectAtMost(name: string, figure: number, most: number): void {
  expect
    .soft(figure, `${name}: ${figure}, and at most ${most} is allowed`)
    .toBeLessThanOrEqual(most)
}
