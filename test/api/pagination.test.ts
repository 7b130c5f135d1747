import * as v from 'valibot'
import { expect, test } from 'vitest'
import { listAll, PageSize } from '../../src/api/pagination.ts'
import { list, stubClient } from './stub-client.ts'

const ITEM = v.object({ id: v.string(), n: v.optional(v.number()) })
const items = (...ids: string[]) => ids.map(id => ({ id }))

/** Reads the pages of a list from a server with these responses. */
function read(...answers: unknown[]) {
  const { client, requests } = stubClient(...answers)
  const listing = {
    operation: 'list the things',
    path: '/things',
    pageSize: new PageSize(),
    item: ITEM,
  }
  return { requests, pages: listAll(client, listing) }
}

test("a page leads to the next by its last ID or its last item's ID", async () => {
  const { pages, requests } = read(
    list(items('a', 'b'), true, { last_id: 'cursor' }),
    list(items('c', 'd'), true),
    list(items('e', 'f'), true, { last_id: null }),
    list([], false, { last_id: null }),
  )
  expect(await pages).toEqual(items('a', 'b', 'c', 'd', 'e', 'f'))
  expect(requests).toEqual([
    'GET /things?limit=100',
    'GET /things?limit=100&after=cursor',
    'GET /things?limit=100&after=d',
    'GET /things?limit=100&after=f',
  ])
})

test('a repeated item counts once, at its first position', async () => {
  const first = { id: 'a', n: 1 }
  const { pages } = read(list([first], true, { last_id: 'x' }), list([{ id: 'a', n: 2 }]))
  expect(await pages).toEqual([first])
})

// Part of a list must never count as the whole: unlisted projects would be granted again.
test.each<[string, unknown[], string]>([
  [
    'that is empty and not the last',
    [list(items('a'), true), list([], true, { last_id: 'b' })],
    'the page is empty, but has_more is true',
  ],
  ['that is empty and has no cursor', [list([], true)], 'the page is empty, but has_more is true'],
  [
    'that leads back to itself',
    [list(items('a'), true), list(items('a'), true)],
    'the page leads back to an earlier page',
  ],
  [
    'that leads back to the one before',
    [
      list(items('a'), true, { last_id: 'x' }),
      list(items('b'), true, { last_id: 'y' }),
      list(items('c'), true, { last_id: 'x' }),
    ],
    'the page leads back to an earlier page',
  ],
])('a page %s is an error, not an end', async (_, answers, reason) => {
  const { pages, requests } = read(...answers)
  await expect(pages).rejects.toThrow(reason)
  expect(requests).toHaveLength(answers.length)
})

test('an endless list is an error before it fills memory', async () => {
  const full = (size: number, has_more: boolean) =>
    list(Array<unknown>(size).fill({ id: 'a' }), has_more, { last_id: `${size}` })
  const { pages, requests } = read(full(499_999, true), full(1, true), full(1, false))
  await expect(pages).rejects.toMatchObject({
    kind: 'unreadable',
    reason: 'the list has more than 500,000 items',
  })
  expect(requests).toHaveLength(2)
  const whole = read(full(499_999, true), full(1, false))
  expect(await whole.pages).toEqual(items('a'))
})

test.each<[string, object]>([
  ["isn't a list", { object: 'page' }],
  ['does not say whether more follow', { has_more: undefined }],
  ['has an invalid last ID', { last_id: 7 }],
  ['has a last ID of great length', { last_id: 'x'.repeat(1_025) }],
  ['has another thing in it', { data: [{ id: 7 }] }],
  ['has nothing in it', { data: undefined }],
])("a page that %s isn't read", async (_, more) => {
  const { pages } = read(list(items('a'), false, more))
  await expect(pages).rejects.toThrow(v.ValiError)
})
