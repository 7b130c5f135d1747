import { expect, test } from 'vitest'
import { checkpoints, expectMatchesServer, rowsOf } from '../action/setup.ts'
import type { ReceivedRequest } from '../support/api.ts'
import { FOR_GOOD, play, requestsOf } from './many-checkpoints.ts'

const [BROKEN] = checkpoints(1) as [string]

const item = (number: number) => ({
  id: `cp_${number}`,
  object: 'checkpoint.permission',
  created_at: 1_700_000_000 + number,
  project_id: `proj_${number}`,
})

/** A page with one item, and then more, with some of its fields changed. */
const page = (changes: object) => ({ object: 'list', data: [item(1)], has_more: true, ...changes })

// The last of the pages is the broken one, and is then sent again and again.
test.each<[string, pages: unknown[]]>([
  ['its cursor never moves', [page({}), page({ last_id: 'cp_1' })]],
  ['its last items repeat', [page({}), page({})]],
  ['it goes round', [page({}), page({ data: [item(2)] }), page({})]],
  ['a page is empty but for has_more', [page({ data: [] })]],
  ['a later page is empty', [page({}), page({ data: [], last_id: 'cp_1' })]],
  ['a page has no data', [page({ data: undefined })]],
  ['has_more is missing', [page({ has_more: undefined })]],
  ['an item has no project', [page({ data: [{ ...item(1), project_id: undefined }] })]],
  ['an ID is invalid', [page({ data: [{ ...item(1), id: '../x' }] })]],
  ['it is no JSON', ['<html>']],
  ['a later page is no JSON', [page({}), '<html>']],
])('an incomplete list stops only its own checkpoint: %s', async (_, pages) => {
  const on = ({ checkpointId }: ReceivedRequest) => checkpointId === BROKEN
  await using run = await play({
    size: [2, 2],
    prepare: api => {
      const bodies = [...pages]
      const last = bodies.pop()
      for (const body of bodies) api.fault({ on, answer: { status: 200, body } })
      api.fault({ on, times: FOR_GOOD, answer: { status: 200, body: last } })
    },
  })
  const { step, api } = run
  expectMatchesServer(step, api)
  const routes = requestsOf(run, BROKEN).map(({ route }) => route)
  expect(routes.length).toBeGreaterThan(pages.length + 2)
  expect(new Set(routes)).toEqual(new Set(['list']))
  expect(rowsOf(step).map(({ status }) => status)).toEqual([
    'failed',
    'failed',
    'granted',
    'granted',
  ])
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'true' })
  expect(step.allAnnotations).toMatchObject([{ level: 'error' }])
})
