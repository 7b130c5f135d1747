import { expect, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import { startGitHub } from '../support/github.ts'
import { expectOnlyWarned, STATUS_NAME } from './commit-status-setup.ts'
import { expectNoInjection } from './injection-assertions.ts'
import { modelRequests } from './job-setup.ts'
import {
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

/**
 * Keys with characters that workflow commands, headers, shells, HTML, and patterns treat specially.
 */
const KEYS = [
  '::error::k3yAndMore::x',
  '::add-mask::k3yAndMore',
  '##[error]k3yAndMore##[group]x',
  'sk-%0A%0D%25%3A%2C%250A-k3yAndMore',
  '%k%3%y%%%AndMore%',
  `"k3y'And"More'\`x\``,
  'k3y:And;More::;=]x',
  '<b>k3yAndMore</b>&lt;&amp;',
  '$(touch$IFS"pwned")k3y|And&More',
  '(k3y[And]{2}.*+?^$|\\More)',
  "$&$1$$k3yAndMore$'$`",
]
const COMMAS = ',k3y,And,,More,::error::x,'

const echoed = (key: string): Answer => {
  const message = `Bad ${key} and "${key}", and Bearer ${key}.`
  return { status: 401, body: { error: { message } } }
}

/** Every key is masked by its own command, and injects nothing. */
function expectMasked(step: SharedStep, keys: readonly string[], count: number, columns = 4): void {
  for (const key of keys) expect(step.masks).toContain(key)
  const lines = step.stdout.split('\n').filter(line => !line.startsWith('::add-mask::'))
  expectNoInjection({ ...step, stdout: lines.join('\n') }, columns, count)
}

test('keys with special characters are sent unchanged, and nowhere else', async () => {
  const projects = ids(KEYS.length)
  // Enough that all of the summary's tables have the same number of columns.
  const all = checkpoints(7)
  await using api = await organization(KEYS.length, {
    checkpoints: Object.fromEntries(all.map(id => [id, { shared: projects }])),
  })
  api.fault({
    on: 'model',
    times: Number.POSITIVE_INFINITY,
    answer: (_, { headers }) => echoed(`${headers.authorization}`.slice('Bearer '.length)),
  })
  const lines = KEYS.map((key, i) => `${projects[i]}=${key}`)
  const requested = { 'checkpoint-id': all, 'project-ids': projects }
  await using step = await share(api, { ...requested, 'verify-keys': lines })
  expectMatchesServer(step, api)
  expectMasked(step, KEYS, KEYS.length + 2, 5)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'false' })
  const sent = modelRequests(step).map(({ headers }) => headers.authorization)
  expect(new Set(sent)).toEqual(new Set(KEYS.map(key => `Bearer ${key}`)))
  expect(step.log.match(/returned 401: Bad [*]{3}/g)?.length).toBeGreaterThanOrEqual(sent.length)
})

test.each([
  ['commands at its start', KEYS.join('')],
  ['brackets at its start', KEYS.toReversed().join('##[')],
  ['commas', COMMAS],
])('an admin key with %s is sent unchanged, and nowhere else', async (_, key) => {
  await using api = await organization(1)
  api.fault({ on: 'list', answer: echoed(key) })
  await using step = await share(api, { 'project-ids': 'proj_0', 'admin-key': key })
  expectMatchesServer(step, api)
  expectMasked(step, [key], 2)
  expect(step.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${key}`])
  expect(rowsOf(step)[0]?.error).toMatch(/returned 401: Bad [*]{3}/)
})

test("keys that aren't valid in a header are reported before any request, and not shown", async () => {
  await using api = await organization(3)
  const keys = {
    'admin-key': `${api.adminKey.slice(0, 40)}ключ🔑Wert`,
    'api-key': 'sk-proj-schlüssel-Ünd-Mehr',
    'verify-keys': 'proj_0=sk-proj-\u200bk3yAndMore\nproj_1=ｓｋ-proj-k3yAndMore',
  }
  const inputs = { ...keys, 'project-ids': ids(3), 'fine-tuning-job-id': 'ftjob-a' }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(api.requests).toEqual([])
  expect(step.outputs.result).toBe('invalid')
  const unfit = 'contains whitespace or an invalid character. Store it again.'
  expect(step.allAnnotations.map(({ message }) => message)).toEqual([
    `admin-key ${unfit}`,
    `api-key ${unfit}`,
    `The key on line 1 of verify-keys ${unfit}`,
    `The key on line 2 of verify-keys ${unfit}`,
  ])
  expectMasked(step, [keys['admin-key'], keys['api-key'], 'sk-proj-\u200bk3yAndMore'], 5)
})

test("a token that isn't valid in a header causes a warning and isn't shown", async () => {
  await using github = await startGitHub()
  await using api = await organization(1)
  const inputs = {
    'project-ids': 'proj_0',
    'commit-status': STATUS_NAME,
    'github-token': 'ghs_ключ🔑Wert',
  }
  await using step = await share(api, inputs, { env: github.env() })
  expectMatchesServer(step, api)
  expectOnlyWarned(step)
  expect(github.requests).toEqual([])
})
