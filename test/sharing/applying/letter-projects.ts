import { ApiError } from '../../../src/api/errors.ts'
import { planOf, rejection } from '../../support/fixtures.ts'
import { rowsToGrant, type StubResult, setUp } from './setup.ts'

/** Why an organization's projects can't be listed. */
export const NO_SCOPE = new ApiError({
  kind: 'refused',
  operation: 'list',
  reason: 'no scope',
  status: 403,
})

/** Projects with letters as IDs. */
export const projectsOf = (ids: string, archived = '') =>
  [...ids].map(id => ({ id, name: null, archived: archived.includes(id) }))

/** An API that rejects a batch with any of these projects, and names the first or none. */
export const rejectBatchesWith = (bad: string, isNamed = true) => {
  let posts = 0
  return (ids: readonly string[]): StubResult => {
    posts++
    const culprit = ids.find(id => bad.includes(id))
    if (culprit === undefined) return {}
    const message = isNamed ? `Project "${culprit}" is unknown` : 'A project is unknown'
    return { error: rejection(message, { reason: message, requestId: `req_${posts}` }) }
  }
}

/** Grants projects with letters as IDs; `short` has two letters of each row's status. */
export async function grantLetters(ids: string, results: Parameters<typeof setUp>[0]) {
  const all = setUp(results)
  const rows = await all.run(planOf(...rowsToGrant(...ids)))
  const short = rows.map(({ status }) => status.replace(/(?<=^..).*/, '')).join(' ')
  return { ...all, rows, short, posts: all.calls.filter(call => call.startsWith('grant')) }
}
