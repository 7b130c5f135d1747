import type { Answer, Api, Permission, ReceivedRequest } from '../support/api.ts'
import { type Decision, FAULTS, type Fault, failed, normal } from './faults.ts'
import { Dice } from './seeded-random.ts'
import { checkpointId, type Scenario } from './scenario.ts'

/** What one request came to. */
export interface Happening {
  request: ReceivedRequest
  /** Milliseconds since the Unix epoch, by the server's clock. */
  at: number
  answer: Answer | 'reset' | 'hang'
  /** Whether a normal answer reached the client whole; null where a cancellation came between. */
  isTrustworthy: boolean | null
  /** The permissions that it made, and those that it took away. */
  made: Permission[]
  taken: Permission[]
}

/** What else happened to a permission, and when. */
export interface Meddling {
  at: number
  checkpointId: string
  made: Permission | null
  taken: Permission | null
}

const TOKENS = 8
const REFILL_MS = 60_000 / TOKENS

/**
 * Makes the server's weather, and keeps a journal of it. The server's own answers stay what they
 * are; what becomes of them on the way, and what else happens in the organization, is decided here.
 */
export class Weather {
  readonly journal: Happening[] = []
  readonly meddlings: Meddling[] = []
  readonly #scenario: Scenario
  readonly #now: () => number
  readonly #dice: Dice
  #api: Api | null = null
  #fault: Fault | null = null
  #faultsLeft = 0
  #tokens = TOKENS
  #filledAt: number

  constructor(scenario: Scenario, now: () => number) {
    this.#scenario = scenario
    this.#now = now
    this.#dice = new Dice(scenario.seed)
    this.#filledAt = now()
  }

  /** Begins, for this API. */
  begin(api: Api): void {
    this.#api = api
  }

  /** Decides what comes of a request. */
  interfere = (request: ReceivedRequest, carryOut: () => Answer): Happening['answer'] => {
    if (this.#dice.chance(this.#scenario.weather.others)) this.#meddle()
    const at = this.#now()
    const before = this.#held(request.checkpointId)
    const { answer, ...decided } = this.#decide(request, carryOut)
    const isCut = this.journal.length === this.#scenario.weather.cancelledAfter
    const isTrustworthy = isCut ? null : decided.isTrustworthy
    const after = this.#held(request.checkpointId)
    const made = after.filter(({ id }) => before.every(one => one.id !== id))
    const taken = before.filter(({ id }) => after.every(one => one.id !== id))
    this.journal.push({ request, at, answer, isTrustworthy, made, taken })
    return answer
  }

  #decide(request: ReceivedRequest, carryOut: () => Answer): Decision {
    if (this.#scenario.weather.isLimited && !this.#takeToken()) return failed(429)
    return this.#nextFault()?.(request, carryOut, this.#dice) ?? normal(carryOut())
  }

  #takeToken(): boolean {
    const now = this.#now()
    this.#tokens = Math.min(TOKENS, this.#tokens + (now - this.#filledAt) / REFILL_MS)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  #nextFault(): Fault | null {
    const { faults, burst } = this.#scenario.weather
    if (this.#faultsLeft === 0) {
      if (!this.#dice.chance(faults)) return null
      this.#fault = FAULTS[this.#dice.pick(Object.keys(FAULTS))] ?? null
      this.#faultsLeft = 1 + this.#dice.below(burst)
    }
    this.#faultsLeft -= 1
    return this.#fault
  }

  /** Somebody else grants, or revokes, one project's access to one checkpoint. */
  #meddle(): void {
    const { checkpoints, projects } = this.#scenario
    const index = this.#dice.below(checkpoints.length)
    const { exists, owner } = checkpoints[index] ?? {}
    const [id, project] = [checkpointId(index), this.#dice.below(projects)]
    if (!exists || project === owner || this.#api === null) return
    const held = this.#held(id).find(({ project_id }) => project_id === `proj_${project}`)
    if (held === undefined) {
      const made = this.#api.grant(id, `proj_${project}`)
      this.meddlings.push({ at: this.#now(), checkpointId: id, made, taken: null })
    } else {
      this.#api.revoke(id, held.id)
      this.meddlings.push({ at: this.#now(), checkpointId: id, made: null, taken: held })
    }
  }

  #held(id: string | undefined): Permission[] {
    try {
      return this.#api?.permissions(id ?? '') ?? []
    } catch {
      return []
    }
  }
}
