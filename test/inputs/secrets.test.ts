import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { requestedIds, secretsOf } from '../../src/inputs/secrets.ts'
import { API_KEY, envOf } from '../support/input-env.ts'

const ONE = 'sk-proj-one-9876543210zyxwvutsrq'
const OTHER = 'sk-proj-other-1357924680qetuoadg'
const keysOf = (value: string) =>
  readInputs(envOf({ 'project-ids': 'proj_a,proj_b', 'verify-keys': value })).verifyKeys

test('every line of a key is a secret, and so are the token and proxy passwords', () => {
  const env = {
    ...envOf({
      'admin-key': ' first-line\r\nsecond-line\nabc ',
      'github-token': ' ghs_token ',
    }),
    HTTPS_PROXY: 'http://me:p%40ss@proxy',
  }
  expect(secretsOf(env)).toEqual({
    keys: ['first-line\r\nsecond-line\nabc', 'first-line', 'second-line', 'ghs_token'],
    others: ['p%40ss', 'p@ss'],
  })
  expect(secretsOf({})).toEqual({ keys: [], others: [] })
})

test.each([
  [{ 'service-account-id': 'svcacct_a' }, ['runner-token']],
  [{ 'verify-service-accounts': 'proj_a=svcacct_a' }, ['runner-token']],
  [{}, []],
])("with %j, the runner's tokens that are secrets are %j", (inputs, others) => {
  const env = { ...envOf(inputs), ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-token' }
  expect(secretsOf(env).others).toEqual(others)
  expect(secretsOf(envOf(inputs)).others).toEqual([])
})

test('a secret is longer than a word of three letters', () => {
  const secrets = (key: string) => secretsOf({ 'INPUT_API-KEY': key, HTTPS_PROXY: `me:${key}@a` })
  expect(secrets('abcd')).toEqual({ keys: ['abcd'], others: ['abcd'] })
  expect(secrets('abc')).toEqual({ keys: [], others: [] })
})

test('the IDs of every input are requested, and names are not', () => {
  const env = {
    'INPUT_CHECKPOINT-ID': 'ft:a, ft:b',
    'INPUT_FINE-TUNING-JOB-ID': 'ftjob-a',
    'INPUT_PROJECT-IDS': 'proj_a\nproj b',
    'INPUT_OWNING-PROJECT-ID': 'proj_o',
    'INPUT_PROJECT-NAMES': 'Name',
  }
  expect(requestedIds(env)).toEqual(['ft:a', 'ft:b', 'ftjob-a', 'proj_a', 'proj b', 'proj_o'])
  expect(requestedIds({})).toEqual([])
})

test("a project beside its key isn't a secret, whatever its name", () => {
  const secrets = (line: string) => secretsOf(envOf({ 'admin-key': '', 'verify-keys': line })).keys
  expect(secrets(`team-weather=${ONE}`)).toEqual([ONE])
  expect(secrets('team-weather=0123-of-a-gateway')).toEqual(['0123-of-a-gateway'])
  expect(secrets(`${ONE}=team-weather`)).toEqual([ONE])
  expect(secrets(`team-weather=${ONE},team-other=${OTHER}`)).toEqual([
    `${ONE},team-other=${OTHER}`,
    ONE,
    OTHER,
  ])
  expect(secrets('proj_weather')).toEqual([])
  expect(secrets('0123-of-a-gateway=proj_weather')).toEqual([])
  expect(secrets('# the key of team-weather')).toEqual([])
})

test('service accounts are IDs, which are shown as they are', () => {
  const env = envOf({
    'checkpoint-id': 'ft:a',
    'project-ids': 'proj_a',
    'service-account-id': 'svcacct_a',
    'verify-service-accounts': '# comment\nproj_a=svcacct_b',
  })
  expect(requestedIds(env)).toEqual(['ft:a', 'proj_a', 'svcacct_a', 'svcacct_b'])
})

test('every key is a secret, valid or not, needed or not', () => {
  const lines = [
    `proj_a=${ONE}`,
    ' proj_b = with=in==it ',
    `proj_a=second-for-it`,
    'alone-without-project',
    '=without-project',
    '# proj_c=in-a-comment',
    'proj_d=',
    'proj_e=abc',
  ]
  const env = envOf({
    'admin-key': '',
    'api-key': ` ${API_KEY}\r\nits-second-line `,
    'verify-keys': lines.join('\r\n'),
  })
  expect(secretsOf(env).keys).toEqual([
    `${API_KEY}\r\nits-second-line`,
    API_KEY,
    'its-second-line',
    ONE,
    'with=in==it',
    'second-for-it',
    'alone-without-project',
    'without-project',
    'in-a-comment',
  ])
})

test('a key in the place of a project is a secret', () => {
  const key = fc.stringMatching(/^[!-+--~]{4,40}$/).filter(text => !/^["'`]|\\[nrt]$/.test(text))
  fc.assert(
    fc.property(key, key, (one, other) => {
      const value = `proj_a=${one}\nproj_b=${other}`
      expect([...keysOf(value).values()]).toEqual([one, other])
      expect(secretsOf(envOf({ 'verify-keys': value })).keys).toEqual(
        expect.arrayContaining([one, other]),
      )
    }),
  )
})
