import { expect, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import { expectMatchesServer, ids, organization, share } from './setup.ts'
import { EMPTY_PAGE_WITH_MORE } from './transient-faults.ts'

/** An organization whose projects take two pages, with the requested one on the first. */
const twoPages = () => organization(150)

const refusal: Answer = { status: 403, body: { error: { message: 'Not for you.' } } }

test.each<[title: string, answer: Answer, result: string, headline: string]>([
  ['rejected', refusal, 'failed', 'The API rejected the request (403)'],
  [
    'rejected with the key',
    { status: 401, body: { error: { message: 'No.', code: 'invalid_api_key' } } },
    'unavailable',
    'OpenAI rejected admin-key (401)',
  ],
  [
    'broken',
    { status: 200, body: EMPTY_PAGE_WITH_MORE },
    'unavailable',
    "Couldn't read the API's response",
  ],
  ['unavailable', { status: 503 }, 'unavailable', 'The API returned 503'],
])(
  'if a page of the projects is %s, there is no plan and no write',
  async (_, answer, result, headline) => {
    await using api = await twoPages()
    api.fault({ on: 'projects', skip: 1, times: Number.POSITIVE_INFINITY, answer })
    const inputs = { 'project-names': 'Name proj_1', mode: 'sync', 'share-timeout-minutes': '1' }
    await using step = await share(api, inputs, { speed: 60 })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result, 'granted-count': '', changed: '' })
    expect(new Set(step.requests.map(({ route }) => route))).toEqual(new Set(['projects']))
    expect(step.allAnnotations).toMatchObject([
      {
        title: `${headline}; nothing was changed`,
        message: expect.stringContaining("list the organization's projects"),
      },
    ])
    expect(step.log).toContain(step.requests[1]?.requestId)
  },
)

test('a page of the projects that fails once is retried', async () => {
  await using api = await twoPages()
  api.fault({ on: 'projects', skip: 1, answer: 'reset' })
  await using step = await share(api, { 'project-names': 'Name proj_14*' }, { speed: 50 })
  expectMatchesServer(step, api)
  expect(step.posts).toEqual([['proj_14', ...ids(10, 140)]])
})
