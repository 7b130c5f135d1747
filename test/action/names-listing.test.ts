import { expect, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import { BROKEN_PAGE } from './faults.ts'
import { expectTrue, ids, organization, share } from './setup.ts'

/** An organization whose projects take two pages, with the one that is asked for on the first. */
const twoPages = () => organization(150)

const refusal: Answer = { status: 403, body: { error: { message: 'Not for you.' } } }

test.each<[title: string, answer: Answer, result: string]>([
  ['refused', refusal, 'failed'],
  ['refused with the key', { ...refusal, status: 401 }, 'unavailable'],
  ['broken', { status: 200, body: BROKEN_PAGE }, 'unavailable'],
  ['unavailable', { status: 503 }, 'unavailable'],
])(
  'where a page of the projects is %s, there is no plan and no write',
  async (_, answer, result) => {
    await using api = await twoPages()
    api.fault({ on: 'projects', skip: 1, times: Number.POSITIVE_INFINITY, answer })
    const inputs = { 'project-names': 'Name proj_1', mode: 'sync', 'share-minutes': '0.1' }
    await using step = await share(api, inputs, { speed: 50 })
    expectTrue(step, api)
    expect(step.outputs).toMatchObject({ result, 'granted-count': '', changed: '' })
    expect(new Set(step.requests.map(({ route }) => route))).toEqual(new Set(['projects']))
    expect(step.allAnnotations).toMatchObject([
      {
        title: 'Nothing was done: there was no plan',
        message: expect.stringContaining("list the organization's projects"),
      },
    ])
    expect(step.log).toContain(step.requests[1]?.requestId)
  },
)

test('a page of the projects that fails once is read again', async () => {
  await using api = await twoPages()
  api.fault({ on: 'projects', skip: 1, answer: 'reset' })
  await using step = await share(api, { 'project-names': 'Name proj_14*' }, { speed: 50 })
  expectTrue(step, api)
  expect(step.posts).toEqual([['proj_14', ...ids(10, 140)]])
})
