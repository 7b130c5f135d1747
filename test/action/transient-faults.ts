import type { Fault } from '../support/api.ts'

/** A page that says more follow, without a cursor. */
export const EMPTY_PAGE_WITH_MORE = { object: 'list', data: [], has_more: true }

/** Transient faults of a GET, and how the log reports them. */
export const TRANSIENT_FAULTS: [name: string, answer: Fault['answer'], reason: string][] = [
  ['a reset', 'reset', 'no answer: '],
  ['no answer for a minute', 'hang', 'no answer: no whole answer within 1 min'],
  ['a 500', { status: 500, body: { error: { message: 'Oops.' } } }, 'the API answered 500: Oops'],
  ['a 502 in HTML', { status: 502, body: '<html>Bad</html>' }, 'the API answered 502'],
  ['a 408', { status: 408 }, 'the API answered 408'],
  ['a 409', { status: 409 }, 'the API answered 409'],
  ['a body that breaks off', normal => ({ ...normal, cut: 1 }), 'no answer: '],
  [
    'a 404 with x-should-retry',
    { status: 404, headers: { 'x-should-retry': 'true' } },
    'the API answered 404',
  ],
]
