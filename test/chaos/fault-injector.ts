import { routeOf } from '../../src/api/rate-limit.ts'
import type { Limit } from '../api/limits.ts'
import type { Answer, Api, Permission, ReceivedRequest } from '../support/api.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { type ChaosFault, FAULTS, type FaultedAnswer, failed, normal } from './faults.ts'
import { createLimit } from './limit-kinds.ts'
import { checkpointId, type Scenario } from './scenario.ts'

/** A request and its outcome. */
export interface RecordedExchange {
  request: ReceivedRequest
  /** Milliseconds since the Unix epoch on the server's clock. */
  at: number
  answer: Answer | 'reset' | 'hang'
  /**
   * Whether the client received a complete normal response; null if a cancellation might have
   * interrupted it.
   */
  isTrustworthy: boolean | null
  /** The permissions that it created, and those that it deleted. */
  created: Permission[]
  deleted: Permission[]
  /** Whether its response was sent. */
  isAnswered: boolean
}

/** Another change to a permission, and when it happened. */
export interface ExternalChange {
  at: number
  checkpointId: string
  created: Permission | null
  deleted: Permission | null
}

/**
 * Injects faults and records every exchange. It decides what happens to the server's responses on
 * their way, and what else changes in the organization.
 */
export class FaultInjector {
  readonly journal: RecordedExchange[] = []
  readonly externalChanges: ExternalChange[] = []
  readonly #scenario: Scenario
  readonly #now: () => number
  readonly #random: SeededRandom
  #api: Api | null = null
  #fault: ChaosFault | null = null
  #faultsLeft = 0
  readonly #limit: Limit
  #cancelledAt: number | null = null

  constructor(scenario: Scenario, now: () => number) {
    this.#scenario = scenario
    this.#now = now
    this.#random = new SeededRandom(scenario.seed)
    this.#limit = createLimit(scenario.conditions.limit)
  }

  /** Sets the API to use. */
  connect(api: Api): void {
    this.#api = api
  }

  /** Decides the outcome of a request. */
  interfere = (request: ReceivedRequest, respond: () => Answer): RecordedExchange['answer'] => {
    if (this.#random.chance(this.#scenario.conditions.externalChanges)) this.#changeExternally()
    const at = this.#now()
    const before = this.#permissions(request.checkpointId)
    const { answer, ...decided } = this.#decide(request, respond)
    // A cancelled step waits for a response no more than seconds.
    const isCut = this.#cancelledAt !== null
    const isTrustworthy = isCut ? null : decided.isTrustworthy
    const after = this.#permissions(request.checkpointId)
    const created = after.filter(({ id }) => before.every(one => one.id !== id))
    const deleted = before.filter(({ id }) => after.every(one => one.id !== id))
    const isAnswered = false
    this.journal.push({ request, at, answer, isTrustworthy, created, deleted, isAnswered })
    return answer
  }

  /** How long a response takes, in milliseconds. */
  latency(): number {
    return this.#random.below(this.#scenario.conditions.maxLatencyMs + 1)
  }

  /** Notes that the response to a request was sent. */
  answered(request: ReceivedRequest): void {
    const exchange = this.journal.find(one => one.request === request)
    if (exchange !== undefined) exchange.isAnswered = true
  }

  /** Notes that the step was cancelled: responses that are on their way may not arrive. */
  cancelled(): void {
    this.#cancelledAt = this.#now()
    for (const exchange of this.journal) {
      if (!exchange.isAnswered) exchange.isTrustworthy = null
    }
  }

  #decide(request: ReceivedRequest, respond: () => Answer): FaultedAnswer {
    const route = routeOf({ method: request.method, path: request.url.split('?')[0] ?? '' })
    const admission = this.#limit.admit(this.#now(), route)
    if (admission !== 'ok') {
      const { retryAfter } = admission
      return failed(429, retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` })
    }
    return this.#nextFault()?.(request, respond, this.#random) ?? normal(respond())
  }

  #nextFault(): ChaosFault | null {
    const { faultProbability, maxBurst } = this.#scenario.conditions
    if (this.#faultsLeft === 0) {
      if (!this.#random.chance(faultProbability)) return null
      this.#fault = FAULTS[this.#random.pick(Object.keys(FAULTS))] ?? null
      this.#faultsLeft = 1 + this.#random.below(maxBurst)
    }
    this.#faultsLeft -= 1
    return this.#fault
  }

  /** Grants or revokes one project's access to one checkpoint from outside. */
  #changeExternally(): void {
    const { checkpoints, projects } = this.#scenario
    const index = this.#random.below(checkpoints.length)
    const { exists, owner } = checkpoints[index] ?? {}
    const [id, project] = [checkpointId(index), this.#random.below(projects)]
    if (!exists || project === owner || this.#api === null) return
    const held = this.#permissions(id).find(({ project_id }) => project_id === `proj_${project}`)
    if (held === undefined) {
      const created = this.#api.grant(id, `proj_${project}`)
      this.externalChanges.push({ at: this.#now(), checkpointId: id, created, deleted: null })
    } else {
      this.#api.revoke(id, held.id)
      this.externalChanges.push({ at: this.#now(), checkpointId: id, created: null, deleted: held })
    }
  }

  #permissions(id: string | undefined): Permission[] {
    try {
      return this.#api?.permissions(id ?? '') ?? []
    } catch {
      return []
    }
  }
}
