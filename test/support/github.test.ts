import { expect, test } from 'vitest'
import { type GitHub, type GitHubFault, RUN_PATH, SHA, startGitHub } from './github.ts'

const RIGHT = { state: 'success', context: 'Sharing', description: 'x'.repeat(140) }

/** Requests a status that is valid except for the given fields. */
function post(github: GitHub, body: object = {}, path = `/octo-org/octo-repo/statuses/${SHA}`) {
  return fetch(`${github.env().GITHUB_API_URL}/repos${path}`, {
    method: 'POST',
    headers: { authorization: `token ${github.token}` },
    body: JSON.stringify({ ...RIGHT, ...body }),
    signal: AbortSignal.timeout(200),
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
  await expect(post(github).then(response => response.text())).rejects.toThrow()
  expect(github.requests).toHaveLength(1)
})
