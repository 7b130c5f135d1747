import { expect, test } from 'vitest'
import { type GitHub, type GitHubFault, RUN_PATH, SHA, startGitHub } from './github.ts'
import { BOT } from './github-comments.ts'

const RIGHT = { state: 'success', context: 'Sharing', description: 'x'.repeat(140) }

/** Requests a status that is valid except for the given fields. */
function post(
  github: GitHub,
  body: object = {},
  path = `/octo-org/octo-repo/statuses/${SHA}`,
  signal: AbortSignal | null = null,
) {
  return fetch(`${github.env().GITHUB_API_URL}/repos${path}`, {
    method: 'POST',
    headers: { authorization: `token ${github.token}` },
    body: JSON.stringify({ ...RIGHT, ...body }),
    signal,
  })
}

test('a valid status is created for the commit in the path', async () => {
  await using github = await startGitHub()
  const target_url = `https://github.example${RUN_PATH}`
  expect((await post(github, { target_url })).status).toBe(201)
  expect(github.statuses).toEqual([{ ...RIGHT, sha: SHA, target_url }])
})

test.each<[status: number, body: object, path?: string]>([
  [422, { state: 'ok' }],
  [422, { description: 'x'.repeat(141) }],
  [422, { context: 'x'.repeat(256) }],
  [422, { target_url: 'ftp://x' }],
  [422, { sha: SHA }],
  [404, {}, `/octo-org/other/statuses/${SHA}`],
  [404, {}, '/octo-org/octo-repo/statuses/main'],
])('an invalid status is a %i (%o, %s)', async (status, body, path) => {
  await using github = await startGitHub()
  const response = await post(github, body, path)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ message: expect.any(String), status: `${status}` })
  expect(github.statuses).toEqual([])
  expect(github.requests).toHaveLength(1)
})

test('a token must be valid, and can lack the permission', async () => {
  await using github = await startGitHub()
  github.mayWrite = false
  expect((await post(github)).status).toBe(403)
  const answer = post(github)
  github.token = 'another'
  expect((await answer).status).toBe(401)
  expect(github.statuses).toEqual([])
})

test.each<GitHubFault>(['hang', 'half', 'reset'])("a %s isn't a complete response", async fault => {
  await using github = await startGitHub()
  github.fault = fault
  const response = post(github, {}, undefined, AbortSignal.timeout(1_000))
  await expect(response.then(whole => whole.text())).rejects.toThrow()
  expect(github.requests).toHaveLength(1)
})

test('comments are listed by pages, created, and updated, and have a limit', async () => {
  await using github = await startGitHub()
  const { GITHUB_API_URL } = github.env()
  const send = (path: string, method = 'GET', body?: string) =>
    fetch(`${GITHUB_API_URL}/repos/octo-org/octo-repo/issues${path}`, {
      method,
      headers: { authorization: `token ${github.token}` },
      ...(body !== undefined && { body: JSON.stringify({ body }) }),
    })
  for (let index = 0; index < 31; index++) {
    expect((await send('/17/comments', 'POST', `Comment ${index}`)).status).toBe(201)
  }
  const first = await send('/17/comments')
  expect(await first.json()).toHaveLength(30)
  const next = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1]
  expect(next).toMatch(/page=2/)
  const last = await send('/17/comments?page=2')
  expect(await last.json()).toMatchObject([{ body: 'Comment 30', user: { login: BOT } }])
  expect(last.headers.get('link')).toBeNull()
  expect(await (await send('/18/comments')).json()).toEqual([])
  expect((await send('/comments/1000', 'PATCH', 'x'.repeat(65_536))).status).toBe(200)
  expect((await send('/comments/1000', 'PATCH', 'x'.repeat(65_537))).status).toBe(422)
  expect((await send('/comments/1', 'PATCH', 'x')).status).toBe(404)
  github.mayWrite = false
  expect((await send('/17/comments', 'POST', 'x')).status).toBe(403)
  expect(github.comments[0]?.body).toHaveLength(65_536)
})
