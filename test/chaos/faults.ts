import type { Answer, Permission, ReceivedRequest } from '../support/api.ts'
import type { Dice } from './seeded-random.ts'

/** What comes of a request, and whether a normal answer reaches the client whole. */
export interface Decision {
  answer: Answer | 'reset' | 'hang'
  isTrustworthy: boolean
}

/** Something that goes wrong with a request, before or after it is carried out. */
export type Fault = (request: ReceivedRequest, carryOut: () => Answer, dice: Dice) => Decision

const UNSURE = [408, 409, 500, 502, 503, 504]

const lost = (answer: Decision['answer']): Decision => ({ answer, isTrustworthy: false })

/** A status that is no answer to what was asked. */
export const failed = (status: number, headers: Record<string, string> = {}) =>
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

/** All that may go wrong, by name. */
export const FAULTS: Record<string, Fault> = {
  reset: () => lost('reset'),
  hang: () => lost('hang'),
  status: ({ route }, _, dice) =>
    route === 'delete' && dice.chance(0.3)
      ? failed(404)
      : failed(dice.pick(UNSURE), headersOf(dice)),
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
    if (route !== 'create' || answer.status !== 200) return normal(answer)
    return lost({ status: 200, body: { object: 'list', data: [], has_more: true } })
  },
  'page that overlaps': ({ route, query }, carryOut) => {
    const answer = carryOut()
    const body = answer.body as { data?: Permission[]; has_more?: boolean }
    const [first] = body.data ?? []
    if (route !== 'list' || first === undefined || query.after === undefined) {
      return normal(answer)
    }
    return normal({ ...answer, body: { ...body, data: [first, ...(body.data ?? [])] } })
  },
  'page that is shorter': ({ route }, carryOut) => {
    const answer = carryOut()
    const body = answer.body as { data?: Permission[] }
    const { data = [] } = body
    if (route !== 'list' || data.length < 2) return normal(answer)
    const kept = data.slice(0, Math.ceil(data.length / 2))
    const last_id = kept.at(-1)?.id
    return normal({ ...answer, body: { ...body, data: kept, last_id, has_more: true } })
  },
  'page that leads nowhere': ({ route }, carryOut) => {
    const answer = carryOut()
    if (route !== 'list' || answer.status !== 200) return normal(answer)
    return lost({ ...answer, body: { object: 'list', data: [], has_more: true } })
  },
  'not deleted': ({ route, permissionId }, carryOut) => {
    if (route !== 'delete') return normal(carryOut())
    const body = { id: permissionId, object: 'checkpoint.permission', deleted: false }
    return lost({ status: 200, body })
  },
  'key turned away': (_, carryOut, dice) =>
    dice.chance(0.1) ? failed(dice.pick([401, 403])) : normal(carryOut()),
}

/** The normal answer. */
export function normal(answer: Answer): Decision {
  return { answer, isTrustworthy: true }
}
