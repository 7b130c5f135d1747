import type { Answer, Api, Permission, ReceivedRequest } from '../support/api.ts'
import { Dice } from './dice.ts'
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

type Decision = Pick<Happening, 'answer' | 'isTrustworthy'>
type Fault = (request: ReceivedRequest, carryOut: () => Answer, dice: Dice) => Decision

const UNSURE = [408, 409, 500, 502, 503, 504]

const lost = (answer: Happening['answer']): Decision => ({ answer, isTrustworthy: false })

const failed = (status: number, headers: Record<string, string> = {}) =>
  lost({ status, headers, body: { error: { message: 'The weather is bad.' } } })

/** What headers may come with a status. */
const headersOf = (dice: Dice): Record<string, string> =>
  dice.pick([
    {},
    {},
    { 'x-should-retry': 'true' },
    { 'x-should-retry': 'false' },
    { 'retry-after': `${1 + dice.below(90)}` },
  ])

const FAULTS: Record<string, Fault> = {
  reset: () => lost('reset'),
  hang: () => lost('hang'),
  status: (_, __, dice) => failed(dice.pick(UNSURE), headersOf(dice)),
  limit: (_, __, dice) => failed(429, dice.pick([{}, { 'retry-after': `${1 + dice.below(60)}` }])),
  'reset after acting': (_, carryOut) => {
    carryOut()
    return lost('reset')
  },
  'hang after acting': (_, carryOut) => {
    carryOut()
    return lost('hang')
  },
  'status after acting': ({ route }, carryOut, dice) => {
    const { status } = carryOut()
    const isGone = route === 'delete' && status === 200 && dice.chance(0.3)
    return isGone ? failed(404) : failed(dice.pick(UNSURE), headersOf(dice))
  },
  'cut off': (_, carryOut, dice) => {
    const answer = carryOut()
    return lost({ ...answer, cut: dice.below(JSON.stringify(answer.body).length) })
  },
  'no JSON': (_, carryOut) => lost({ ...carryOut(), body: '<html>' }),
  'no permissions': ({ route }, carryOut) => {
    const answer = carryOut()
    if (route !== 'create' || answer.status !== 200) return { answer, isTrustworthy: true }
    return lost({ status: 200, body: { object: 'list', data: [], has_more: true } })
  },
  'page that overlaps': ({ route, query }, carryOut) => {
    const answer = carryOut()
    const body = answer.body as { data?: Permission[]; has_more?: boolean }
    const [first] = body.data ?? []
    if (route !== 'list' || first === undefined || query.after === undefined) {
      return { answer, isTrustworthy: true }
    }
    return {
      answer: { ...answer, body: { ...body, data: [first, ...(body.data ?? [])] } },
      isTrustworthy: true,
    }
  },
  'page that is shorter': ({ route }, carryOut) => {
    const answer = carryOut()
    const body = answer.body as { data?: Permission[] }
    const { data = [] } = body
    if (route !== 'list' || data.length < 2) return { answer, isTrustworthy: true }
    const kept = data.slice(0, Math.ceil(data.length / 2))
    const last_id = kept.at(-1)?.id
    return {
      answer: { ...answer, body: { ...body, data: kept, last_id, has_more: true } },
      isTrustworthy: true,
    }
  },
  'not deleted': ({ route, permissionId }, carryOut) => {
    if (route !== 'delete') return { answer: carryOut(), isTrustworthy: true }
    const body = { id: permissionId, object: 'checkpoint.permission', deleted: false }
    return lost({ status: 200, body })
  },
  'key turned away': (_, carryOut, dice) =>
    dice.chance(0.1) ? failed(dice.pick([401, 403])) : { answer: carryOut(), isTrustworthy: true },
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

function normal(answer: Answer): Decision {
  return { answer, isTrustworthy: true }
}
