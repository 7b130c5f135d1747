import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { type GitHubFault, startGitHub } from '../support/github.ts'
import { listen } from '../support/loopback.ts'
import { expectOnlyWarned, shareWithStatus } from './commit-status-setup.ts'
import { expectNoInjection, HOSTILE } from './injection-assertions.ts'
import { organization } from './setup.ts'

const errorAnswer = (status: number, message: string): GitHubFault => ({
  status,
  body: JSON.stringify({ message }),
})

test.each([
  ['ok', {}],
  ['mismatch', { mode: 'check' }],
  ['failed', { 'project-ids': 'gone' }],
  ['invalid', { mode: '' }],
])('without the permission, the result is still %s', async (result, inputs) => {
  await using github = await startGitHub()
  await using api = await organization(1)
  github.mayWrite = false
  await using step = await shareWithStatus(api, github, inputs, { speed: 50 })
  const message =
    /^Resource not accessible by integration.*\. Grant the job `permissions: statuses: write`\.$/
  expectOnlyWarned(step, result, message)
  expect(github.requests).toHaveLength(1)
  expect(github.statuses).toEqual([])
})

const ALLOW_LIST =
  'Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.'
const MAXIMUM = 'This SHA and context has reached the maximum number of statuses.'
const OWN_TOKEN = 'Resource not accessible by personal access token'

// Only a lacking permission gets advice, and everything else GitHub's own words.
test.each<[title: string, fault: GitHubFault, message: RegExp]>([
  [
    'does not find the repository',
    errorAnswer(404, 'Not Found'),
    /^Not Found.*\. Grant the job `permissions: statuses: write`\.$/,
  ],
  [
    "doesn't let a token of one's own",
    errorAnswer(403, OWN_TOKEN),
    /^Resource not .* token.*\. Give the token in github-token write access to commit statuses\.$/,
  ],
  ['has an IP allow list', errorAnswer(403, ALLOW_LIST), /^Although .*access this resource\.$/],
  ['rejects the status', errorAnswer(422, 'Validation Failed'), /^Validation Failed$/],
  ['has enough statuses', errorAnswer(422, MAXIMUM), /^This SHA .* number of statuses\.$/],
  ["doesn't know the commit", errorAnswer(422, 'No commit found for SHA: 0'), /^No commit found/],
  ['rejects the token', errorAnswer(401, 'Bad credentials'), /^Bad credentials$/],
  ['limits the rate', errorAnswer(403, 'API rate limit exceeded'), /^API rate limit exceeded$/],
  ['fails', { status: 500, body: '' }, /^GitHub returned 500 with no message$/],
  ['responds with a page', { status: 502, body: '<html><h1>Bad gateway</h1></html>' }, /./],
  ['resets the connection', 'reset', /./],
])('a GitHub that %s causes a warning and gets one request', async (_, fault, message) => {
  await using github = await startGitHub()
  await using api = await organization(1)
  github.fault = fault
  await using step = await shareWithStatus(api, github)
  expectOnlyWarned(step, 'ok', message)
  expect(github.requests).toHaveLength(1)
})

test.each<Record<string, string | undefined>>([
  { GITHUB_API_URL: 'http://127.0.0.1:9' },
  { GITHUB_API_URL: 'nonsense' },
  { GITHUB_REPOSITORY: undefined },
])('invalid variables cause a warning (%o)', async env => {
  await using github = await startGitHub()
  await using api = await organization(1)
  await using step = await shareWithStatus(api, github, {}, { env })
  expectOnlyWarned(step)
  expect(github.requests).toEqual([])
})

test('an unreadable event causes a warning', async () => {
  await using github = await startGitHub()
  await using api = await organization(1)
  const env = github.env('pull_request', '{"pull_request": ')
  await using step = await shareWithStatus(api, github, {}, { env })
  expectOnlyWarned(step)
  expect(github.requests).toEqual([])
})

// A second of the step takes 20 ms here, so GitHub's time is up long before this.
const BOUNDED = { speed: 50, timeoutMs: 5_000 }

test.each<GitHubFault>(['hang', 'half'])(
  'a GitHub that hangs (%s) is waited for only so long',
  async fault => {
    await using github = await startGitHub()
    await using api = await organization(1)
    github.fault = fault
    await using step = await shareWithStatus(api, github, {}, BOUNDED)
    expectOnlyWarned(step)
    expect(step.outputs).toMatchObject({ 'granted-count': '1', changed: 'true' })
  },
)

// The runner kills a canceled step 10 s after the signal.
const SPEED = 5
const KILLED_AFTER = 10_000 / SPEED

test.each([
  ['for its API', 'list' as const],
  ['for GitHub', undefined],
])('a step that is canceled while it waits %s reports before it is killed', async (_, route) => {
  await using github = await startGitHub()
  await using api = await organization(1)
  github.fault = 'hang'
  if (route !== undefined) api.fault({ on: route, answer: 'hang' })
  let kill: ((signal: NodeJS.Signals) => void) | undefined
  const onLine = (_line: string, step: { kill: typeof kill }) => {
    kill = step.kill
  }
  const running = shareWithStatus(api, github, {}, { speed: SPEED, onLine, timeoutMs: 10_000 })
  const waitsFor = route === undefined ? github.requests : api.requests
  await expect
    .poll(() => kill !== undefined && waitsFor.length, { interval: 5, timeout: 10_000 })
    .toBe(1)
  const signaledAt = performance.now()
  kill?.('SIGINT')
  await using step = await running
  expect(performance.now() - signaledAt).toBeLessThan(KILLED_AFTER)
  expect(step.signal).toBeNull()
  if (route !== undefined) expectOnlyWarned(step, 'cancelled')
})

test('a canceled step posts an error', async () => {
  await using github = await startGitHub()
  await using api = await organization(1)
  let kill: ((signal: NodeJS.Signals) => void) | undefined
  const onLine = (_: string, step: { kill: typeof kill }) => {
    kill = step.kill
  }
  api.fault({ on: 'list', answer: 'hang' })
  const running = shareWithStatus(api, github, {}, { onLine })
  await expect
    .poll(() => kill !== undefined && api.count('list'), { interval: 5, timeout: 10_000 })
    .toBe(1)
  kill?.('SIGINT')
  await using step = await running
  expect(step.outputs.result).toBe('cancelled')
  expect(github.statuses).toMatchObject([{ state: 'error' }])
  expect(github.statuses[0]?.description).toMatch(/^Cancelled: /)
})

test('no response from GitHub can inject anything', async () => {
  const texts = Object.values(HOSTILE)
  for (const text of [texts.join('\n'), 'x'.repeat(1_000_000)]) {
    for (const fault of [errorAnswer(403, text), { status: 403, body: `<p>${text}</p>` }]) {
      await using github = await startGitHub()
      await using api = await organization(1)
      github.fault = fault
      await using step = await shareWithStatus(api, github)
      expectNoInjection(step)
      expectOnlyWarned(step)
      expect(step.stdout.length).toBeLessThan(10_000)
    }
  }
})

test('a token that GitHub echoes is masked', async () => {
  await using github = await startGitHub()
  await using api = await organization(1)
  const { token } = github
  const echoes = [token, `${token.slice(0, 8)}****${token.slice(-4)}`, token.slice(10, 25)]
  github.fault = errorAnswer(401, `Bad credentials: ${echoes.join(', ')}`)
  await using step = await shareWithStatus(api, github)
  expectOnlyWarned(step)
  expect(step.log).toMatch(/Bad credentials: [*]{3}, [*]{3}, [*]{3}/)
})

test.each([301, 307])(
  "a redirect of GitHub (%i) doesn't lead the token elsewhere",
  async status => {
    await using github = await startGitHub()
    await using api = await organization(1)
    const authorizations: (string | undefined)[] = []
    await using other = await listen(
      createServer(({ headers }, response) => {
        authorizations.push(headers.authorization)
        response.writeHead(404).end()
      }),
    )
    github.fault = { status, body: '', location: `http://${other.host}/elsewhere` }
    await using step = await shareWithStatus(api, github)
    expectOnlyWarned(step)
    expect(authorizations.filter(value => value !== undefined)).toEqual([])
  },
)
