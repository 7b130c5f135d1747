import type { Answer, Permission, ReceivedRequest } from '../support/api.ts'
import type { SeededRandom } from '../support/seeded-random.ts'

/** The outcome of a request, and whether the client receives a complete normal response. */
export interface FaultedAnswer {
  answer: Answer | 'reset' | 'hang'
  isTrustworthy: boolean
}

/** A fault of a request, before or after it is applied. */
export type ChaosFault = (
  request: ReceivedRequest,
  respond: () => Answer,
  random: SeededRandom,
) => FaultedAnswer

const AMBIGUOUS_STATUSES = [408, 409, 500, 502, 503, 504]

const lost = (answer: FaultedAnswer['answer']): FaultedAnswer => ({ answer, isTrustworthy: false })

/** A status that isn't a response to the request. */
export const failed = (status: number, headers: Record<string, string> = {}) =>
  lost({ status, headers, body: { error: { message: 'The weather is bad.' } } })

/** Headers that can come with a status. */
const headersOf = (random: SeededRandom): Record<string, string> =>
  random.pick([
    {},
    {},
    { 'x-should-retry': 'true' },
    { 'x-should-retry': 'false' },
    { 'retry-after': `${1 + random.below(90)}` },
  ])

/** All faults by name. */
export const FAULTS: Record<string, ChaosFault> = {
  reset: () => lost('reset'),
  hang: () => lost('hang'),
  status: ({ route }, _, random) =>
    route === 'delete' && random.chance(0.3)
      ? failed(404)
      : failed(random.pick(AMBIGUOUS_STATUSES), headersOf(random)),
  limit: (_, __, random) =>
    failed(429, random.pick([{}, { 'retry-after': `${1 + random.below(60)}` }])),
  'reset after acting': (_, respond) => {
    respond()
    return lost('reset')
  },
  'hang after acting': (_, respond) => {
    respond()
    return lost('hang')
  },
  'status after acting': ({ route }, respond, random) => {
    const { status } = respond()
    const isGone = route === 'delete' && status === 200 && random.chance(0.3)
    return isGone ? failed(404) : failed(random.pick(AMBIGUOUS_STATUSES), headersOf(random))
  },
  'cut off': (_, respond, random) => {
    const answer = respond()
    return lost({ ...answer, cut: random.below(JSON.stringify(answer.body).length) })
  },
  'no JSON': (_, respond) => lost({ ...respond(), body: '<html>' }),
  'no permissions': ({ route }, respond) => {
    const answer = respond()
    if (route !== 'create' || answer.status !== 200) return normal(answer)
    return lost({ status: 200, body: { object: 'list', data: [], has_more: true } })
  },
  'page that overlaps': ({ route, query }, respond) => {
    const answer = respond()
    const body = answer.body as { data?: Permission[]; has_more?: boolean }
    const [first] = body.data ?? []
    if (route !== 'list' || first === undefined || query.after === undefined) {
      return normal(answer)
    }
    return normal({ ...answer, body: { ...body, data: [first, ...(body.data ?? [])] } })
  },
  'page that is shorter': ({ route }, respond) => {
    const answer = respond()
    const body = answer.body as { data?: Permission[] }
    const { data = [] } = body
    if (route !== 'list' || data.length < 2) return normal(answer)
    const kept = data.slice(0, Math.ceil(data.length / 2))
    const last_id = kept.at(-1)?.id
    return normal({ ...answer, body: { ...body, data: kept, last_id, has_more: true } })
  },
  'page that leads nowhere': ({ route }, respond) => {
    const answer = respond()
    if (route !== 'list' || answer.status !== 200) return normal(answer)
    return lost({ ...answer, body: { object: 'list', data: [], has_more: true } })
  },
  'not deleted': ({ route, permissionId }, respond) => {
    if (route !== 'delete') return normal(respond())
    const body = { id: permissionId, object: 'checkpoint.permission', deleted: false }
    return lost({ status: 200, body })
  },
  'key rejected': (_, respond, random) =>
    random.chance(0.1) ? failed(random.pick([401, 403])) : normal(respond()),
}

/** The normal response. */
export function normal(answer: Answer): FaultedAnswer {
  return { answer, isTrustworthy: true }
}
