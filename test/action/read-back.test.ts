import { describe, expect, it } from 'vitest'
import type { Answer } from '../support/api.ts'
import { SPEED } from './request-timing.ts'
import { expectMatchesServer, ids, organization, rowsOf, share } from './setup.ts'
import { EMPTY_PAGE_WITH_MORE, TRANSIENT_FAULTS } from './transient-faults.ts'

const THREE = { 'project-ids': ids(3) }

describe('the read after a lost response', () => {
  it.concurrent.each(TRANSIENT_FAULTS.filter(([, answer]) => answer !== 'hang'))(
    'is retried after %s',
    async (_, answer) => {
      await using api = await organization(3)
      api.fault({ on: 'create', acts: true, answer: 'reset' })
      api.fault({ on: 'list', skip: 1, times: 2, answer })
      await using step = await share(api, THREE, { speed: SPEED })
      expectMatchesServer(step, api)
      expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
      expect([api.count('list'), api.count('create')]).toEqual([4, 1])
    },
  )

  it.concurrent.each<[string, Answer, RegExp]>([
    [
      'a 403',
      { status: 403 },
      /couldn't check whether the change was applied \(the API returned 403/,
    ],
    [
      'HTML',
      { status: 200, body: '<p>' },
      /couldn't check whether the change was applied \(the API returned 200 with a non-JSON body/,
    ],
    [
      'a broken page',
      { status: 200, body: EMPTY_PAGE_WITH_MORE },
      /couldn't check whether the change was applied \(the response doesn't match the API schema: the page is empty/,
    ],
    [
      '500s to the end',
      { status: 500 },
      /couldn't check whether the change was applied \(.*500.*gave up after/,
    ],
  ])('leaves rows unknown after %s, and sends nothing again', async (_, answer, reason) => {
    await using api = await organization(3, { checkpoints: { a: {}, b: {} } })
    api.fault({ on: 'create', acts: true, answer: { status: 500 } })
    api.fault({ on: 'list', skip: 2, times: Number.POSITIVE_INFINITY, answer })
    const inputs = { ...THREE, 'checkpoint-id': ['a', 'b'], 'share-timeout-minutes': '2' }
    await using step = await share(api, inputs, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('failed')
    const rows = rowsOf(step).slice(0, 3)
    expect(rows.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(rows[0]?.error).toMatch(reason)
    expect(rows[0]?.error).toContain('the API returned 500')
    expect(step.requests.filter(r => r.route === 'create' && r.checkpointId === 'a')).toHaveLength(
      1,
    )
  })
})

it.each([true, false])(
  "a wait past the deadline doesn't prevent the read (applied: %s)",
  async acts => {
    await using api = await organization(3)
    api.fault({ on: 'create', acts, answer: { status: 503, headers: { 'retry-after': '7200' } } })
    await using step = await share(api, THREE, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create', 'list'])
    expect(step.outputs.result).toBe(acts ? 'ok' : 'failed')
    if (!acts)
      expect(rowsOf(step)[0]?.error).toMatch(/503.*; it requires a wait of 2 h, with only .* left/)
  },
)
