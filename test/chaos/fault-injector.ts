import type { Answer, Api, Permission, ReceivedRequest } from '../support/api.ts'
import { type ChaosFault, FAULTS, type FaultedAnswer, failed, normal } from './faults.ts'
import { checkpointId, type Scenario } from './scenario.ts'
import { SeededRandom } from './seeded-random.ts'

/** What one request came to. */
export interface RecordedExchange {
  request: ReceivedRequest
  /** Milliseconds since the Unix epoch, by the server's clock. */
  at: number
  answer: Answer | 'reset' | 'hang'
  /** Whether a normal answer reached the client whole; null where a cancellation came between. */
  isTrustworthy: boolean | null
  /** The permissions that it made, and those that it took away. */
  created: Permission[]
  deleted: Permission[]
}

/** What else happened to a permission, and when. */
export interface ExternalChange {
  at: number
  checkpointId: string
  created: Permission | null
  deleted: Permission | null
}

const TOKENS = 8
const REFILL_MS = 60_000 / TOKENS

/**
 * Makes the server's weather, and keeps a journal of it. The server's own answers stay what they
 * are; what becomes of them on the way, and what else happens in the organization, is decided here.
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

  /** Begins, for this API. */
  connect(api: Api): void {
    this.#api = api
  }

  /** Decides what comes of a request. */
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

  /** Somebody else grants, or revokes, one project's access to one checkpoint. */
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
