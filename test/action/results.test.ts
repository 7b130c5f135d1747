import { expect, test } from 'vitest'
import type { Fault } from '../support/api.ts'
import { expectMatchesServer, ids, organization, share, statusesOf } from './setup.ts'

const always = (on: Fault['on'], status: number): Fault => ({
  ...(on && { on }),
  times: Number.POSITIVE_INFINITY,
  answer: { status, body: { error: { message: 'Overloaded.' } } },
})

test('an API that never lists the permissions is unavailable, and nothing is written', async () => {
  await using api = await organization(3)
  api.fault(always('list', 503))
  const inputs = { 'project-ids': ids(3), 'share-timeout-minutes': '1' }
  await using step = await share(api, inputs, { speed: 60 })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
  expect(statusesOf(step)).toEqual({ failed: 3 })
  expect(step.posts).toEqual([])
  expect(step.annotations[0]?.message).toContain('Overloaded;')
})

test('a rejected grant makes the result failed', async () => {
  await using api = await organization(3)
  api.fault(always('create', 403))
  await using step = await share(api, { 'project-ids': ids(3) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'false', 'failed-count': '3' })
})

test('an invalid input makes the result invalid and the counts empty', async () => {
  await using api = await organization(3)
  await using step = await share(api, { 'project-ids': ids(3), 'share-timeout-minutes': 'soon' })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'invalid', changed: '', 'granted-count': '' })
  expect(step.requests).toEqual([])
})

test('a canceled step reports it and writes nothing more', async () => {
  await using api = await organization(3)
  api.fault(always('list', 503))
  await using step = await share(
    api,
    { 'project-ids': ids(3) },
    { onLine: (line, { kill }) => line.startsWith('Retrying') && kill('SIGINT') },
  )
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'cancelled', changed: 'false' })
  expect(statusesOf(step)).toEqual({ skipped: 3 })
  expect(step.posts).toEqual([])
})
