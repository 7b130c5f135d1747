import type { Answer, Api, Permission, ReceivedRequest } from '../support/api.ts'
import { type ChaosFault, FAULTS, type FaultedAnswer, failed, normal } from './faults.ts'
import { checkpointId, type Scenario } from './scenario.ts'
import { SeededRandom } from './seeded-random.ts'

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
}

/** Another change to a permission, and when it happened. */
export interface ExternalChange {
  at: number
  checkpointId: string
  created: Permission | null
  deleted: Permission | null
}

const TOKENS = 8
const REFILL_MS = 60_000 / TOKENS

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
  #tokens = TOKENS
  #filledAt: number

  constructor(scenario: Scenario, now: () => number) {
    this.#scenario = scenario
    this.#now = now
    this.#random = new SeededRandom(scenario.seed)
    this.#filledAt = now()
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
    const isCut = this.journal.length === this.#scenario.conditions.cancelledAfter
    const isTrustworthy = isCut ? null : decided.isTrustworthy
    const after = this.#permissions(request.checkpointId)
    const created = after.filter(({ id }) => before.every(one => one.id !== id))
    const deleted = before.filter(({ id }) => after.every(one => one.id !== id))
    this.journal.push({ request, at, answer, isTrustworthy, created, deleted })
    return answer
  }

  #decide(request: ReceivedRequest, respond: () => Answer): FaultedAnswer {
    if (this.#scenario.conditions.isRateLimited && !this.#takeToken()) return failed(429)
    return this.#nextFault()?.(request, respond, this.#random) ?? normal(respond())
  }

  #takeToken(): boolean {
    const now = this.#now()
    this.#tokens = Math.min(TOKENS, this.#tokens + (now - this.#filledAt) / REFILL_MS)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
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
