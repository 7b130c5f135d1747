import { expect, test } from 'vitest'
import { expectMatchesServer, ids, organization, share } from './setup.ts'

const TITLE = 'share-timeout-minutes might be too short'

test('a time that is too short for the plan is a warning, before the first change', async () => {
  await using api = await organization(101)
  let postsBefore: number | null = null
  const onLine = (line: string) => {
    if (line.startsWith('The plan takes about ')) postsBefore = api.count('create')
  }
  // Two grants take 15 s at 8 requests per minute.
  const inputs = { 'project-ids': ids(101), 'share-timeout-minutes': '0.2' }
  await using step = await share(api, inputs, { onLine })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '101' })
  expect(postsBefore).toBe(0)
  expect(step.allAnnotations).toMatchObject([
    {
      level: 'warning',
      title: TITLE,
      message: expect.stringMatching(
        /^The plan takes about 15 s, but share-timeout-minutes leaves only \d+ s\. Increase it\. /,
      ),
    },
  ])
})

test('a time that is long enough for the plan is no warning', async () => {
  await using api = await organization(101)
  const inputs = { 'project-ids': ids(101), 'share-timeout-minutes': '0.5' }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(step.allAnnotations).toEqual([])
  expect(step.log).not.toContain('The plan takes about ')
})
