import type { Fault } from '../support/api.ts'

/** A page with `has_more`, but without a cursor. */
export const EMPTY_PAGE_WITH_MORE = { object: 'list', data: [], has_more: true }

/** Transient faults of a GET, and how the log reports them. */
export const TRANSIENT_FAULTS: [name: string, answer: Fault['answer'], reason: string][] = [
  ['a reset', 'reset', 'no complete response: '],
  ['no answer for a minute', 'hang', 'no complete response: timed out after 1 min'],
  ['a 500', { status: 500, body: { error: { message: 'Oops.' } } }, 'the API returned 500: Oops'],
  ['a 502 in HTML', { status: 502, body: '<html>Bad</html>' }, 'the API returned 502'],
  ['a 408', { status: 408 }, 'the API returned 408'],
  ['a 409', { status: 409 }, 'the API returned 409'],
  ['a body that breaks off', normal => ({ ...normal, cut: 1 }), 'no complete response: '],
  [
    'a 404 with x-should-retry',
    { status: 404, headers: { 'x-should-retry': 'true' } },
    'the API returned 404',
  ],
]
