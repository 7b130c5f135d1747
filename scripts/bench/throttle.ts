import type { Limit } from '../../test/api/limits.ts'
import type { Answer, Api, ReceivedRequest } from '../../test/support/api.ts'
import type { RequestCase } from '../../test/support/request-cases.ts'

const MINUTE_MS = 60_000

/** Applies a rate limit to the tests' API, and counts the requests that it rejects. */
export class Throttle {
  readonly #limit: Limit
  readonly #now: () => number
  readonly #start: number
  readonly #requests: { at: number; isRejected: boolean }[] = []

  constructor(limit: Limit, now: () => number) {
    this.#limit = limit
    this.#now = now
    this.#start = now()
  }

  /** Answers a request, or rejects it with a 429. */
  interfere = ({ route }: ReceivedRequest, respond: () => Answer): Answer => {
    const at = this.#now() - this.#start
    const admission = this.#limit.admit(at, route)
    this.#requests.push({ at, isRejected: admission !== 'ok' })
    if (admission === 'ok') return respond()
    const { retryAfter } = admission
    const headers: Record<string, string> =
      retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` }
    const error = { message: 'Rate limit reached.', type: 'requests', param: null, code: null }
    return { status: 429, headers, body: { error } }
  }

  /** How many requests were rejected. */
  get rejected(): number {
    return this.#requests.filter(({ isRejected }) => isRejected).length
  }

  /** The share of the requests after the first minute that were rejected. */
  get rejectedLater(): number {
    const later = this.#requests.filter(({ at }) => at > MINUTE_MS)
    return later.filter(({ isRejected }) => isRejected).length / Math.max(1, later.length)
  }
}

/** The result of a grant under a rate limit. */
export interface SimulatedRun {
  milliseconds: number
  rejected: number
  /** The share of the requests after the first minute that were rejected. */
  rejectedLater: number
  /** The number of checkpoints that all projects have access to, according to the server. */
  shared: number
}

/** The number of checkpoints that all of the case's projects have access to. */
export function sharedCount(
  api: Api,
  { checkpoints, projects }: Pick<RequestCase, 'checkpoints' | 'projects'>,
): number {
  return checkpoints.filter(id => {
    const holders = new Set(api.permissions(id).map(({ project_id }) => project_id))
    return projects.every(project => holders.has(project))
  }).length
}
