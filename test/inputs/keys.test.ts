import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { secretsOf } from '../../src/inputs/secrets.ts'
import { MODES } from '../../src/sharing/types.ts'
import { API_KEY, envOf, inputsOf, issuesOf } from '../support/input-env.ts'

const ONE = 'sk-proj-one-9876543210zyxwvutsrq'
const OTHER = 'sk-proj-other-1357924680qetuoadg'
const keysOf = (value: string, inputs: Record<string, string> = {}) =>
  readInputs(envOf({ 'project-ids': 'proj_a,proj_b', ...inputs, 'verify-keys': value })).verifyKeys
const verifyKeysIssues = (value: string, inputs: Record<string, string> = {}) =>
  issuesOf(envOf({ 'project-ids': 'proj_a,proj_b', ...inputs, 'verify-keys': value }))

test.each<[string, string, [string, string][]]>([
  ['none', ' \n\r\n', []],
  ['one', `proj_a=${ONE}`, [['proj_a', ONE]]],
  [
    'several, in the order given',
    `proj_b=${ONE}\r\n\n proj_a = ${OTHER} \n`,
    [
      ['proj_b', ONE],
      ['proj_a', OTHER],
    ],
  ],
  ['none in a comment', `# proj_b=${OTHER}\nproj_a=${ONE}`, [['proj_a', ONE]]],
  ['one that is written twice', `proj_a=${ONE}\n proj_a=${ONE}`, [['proj_a', ONE]]],
  ['one with = in it', 'proj_a=a=b==', [['proj_a', 'a=b==']]],
  ['one that begins with =', 'proj_a==ab', [['proj_a', '=ab']]],
  ['one with a #', 'proj_a=a#b', [['proj_a', 'a#b']]],
])('verify-keys has %s', (_, value, keys) => {
  expect([...keysOf(value)]).toEqual(keys)
})

test.each([
  ['a key alone', ONE],
  ['a project alone', 'proj_a'],
  ['two keys, separated by a comma', `proj_a=${ONE},proj_b=${ONE}`],
  ['an empty project', `=${ONE}`],
  ['key and project in the wrong order', `${ONE}=proj_a`],
  ['a colon', `proj_a: ${ONE}`],
  ['a blank in the key', `proj_a=${ONE} ${OTHER}`],
  ['a character that no key has', `proj_a=${ONE}ä`],
  ['a control character', `proj_a=${ONE}\u001b`],
  ['a blank in the project', `proj a=${ONE}`],
  ['a character that no ID has', `proj_a/b=${ONE}`],
  ['a shell in mind', `export proj_a=${ONE}`],
  ['quotes around it', `"proj_a=${ONE}"`],
])('a line of verify-keys with %s is reported by its number, without its content', (_, line) => {
  const lines = `# a comment\nproj_b=${OTHER}\n\n${line}`
  expect(verifyKeysIssues(lines)).toEqual([
    { input: 'verify-keys', message: 'verify-keys: item 2 is not PROJECT_ID=API_KEY' },
  ])
})

test('two keys for one project are an issue that shows neither', () => {
  const lines = `proj_a=${ONE}\nproj_b=${ONE}\nproj_a = ${OTHER}`
  expect(verifyKeysIssues(lines)).toEqual([
    {
      input: 'verify-keys',
      message: 'verify-keys: item 3 is a second key for proj_a: give one key a project',
    },
  ])
})

test('each invalid line of verify-keys is reported', () => {
  expect(verifyKeysIssues(`x\nproj_a=${ONE}\ny\nproj_a=${OTHER}\nproj_c=${ONE}`)).toEqual(
    ['item 1 is not', 'item 3 is not', 'item 4 is a second key for proj_a', 'key for proj_c'].map(
      part => ({ input: 'verify-keys', message: expect.stringContaining(part) }),
    ),
  )
})

test('if access is granted or checked, a key must be for a requested project', () => {
  for (const mode of MODES) {
    const inputs = inputsOf(mode)
    const issues = verifyKeysIssues(`proj_c=${ONE}`, inputs)
    expect([mode, ...issues]).toEqual([
      mode,
      ...(['grant', 'sync', 'check'].includes(mode)
        ? [
            {
              input: 'verify-keys',
              message:
                'verify-keys has a key for proj_c, which is not among the requested projects: take it out, or ask for the project',
            },
          ]
        : []),
    ])
    expect(verifyKeysIssues(`proj_b=${ONE}`, inputs)).toEqual([])
  }
})

test("with names, a key's project is checked once they are resolved", () => {
  for (const projects of ['', 'proj_a']) {
    const inputs = { 'project-ids': projects, 'project-names': 'prod-*' }
    expect([...keysOf(`proj_c=${ONE}`, inputs)]).toEqual([['proj_c', ONE]])
  }
})

// Of letters that no message contains, so any match comes from the key.
const foreign = fc.stringMatching(/^[ÄÖÜ٠-٩~^$%]{1,4}$/u)

test.each(['admin-key', 'api-key', 'verify-keys'])(
  'no message contains a key in %s or a part of it',
  input => {
    const key = fc.array(fc.oneof(foreign, fc.constantFrom('\n', '\r\n', ' ', '\t')), {
      minLength: 1,
    })
    fc.assert(
      fc.property(key, pieces => {
        const messages = issuesOf(envOf({ [input]: pieces.join('') }))
        const text = messages.map(({ message }) => message).join('\n')
        for (const piece of pieces) if (piece.trim() !== '') expect(text).not.toContain(piece)
        expect(new InvalidInputsError(messages).message).toBe(text)
      }),
    )
  },
)

test('every line of a key is a secret, and so are the token and proxy passwords', () => {
  const env = {
    ...envOf({
      'admin-key': ' first-line\r\nsecond-line\nabc ',
      'github-token': ' ghs_token ',
    }),
    HTTPS_PROXY: 'http://me:p%40ss@proxy',
  }
  expect(secretsOf(env)).toEqual([
    'first-line\r\nsecond-line\nabc',
    'first-line',
    'second-line',
    'ghs_token',
    'p%40ss',
    'p@ss',
  ])
  expect(secretsOf({})).toEqual([])
})

test("a project beside its key isn't a secret, whatever its name", () => {
  const secrets = (line: string) => secretsOf(envOf({ 'admin-key': '', 'verify-keys': line }))
  expect(secrets(`team-weather=${ONE}`)).toEqual([ONE])
  expect(secrets(`${ONE}=team-weather`)).toEqual([ONE, 'team-weather'])
  expect(secrets('team-weather=a-key-of-a-gateway')).toContain('a-key-of-a-gateway')
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
  expect(secretsOf(env)).toEqual([
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

test('an empty key, as from a missing secret, gets the usual advice', () => {
  expect(issuesOf(envOf({ 'verify-keys': 'proj_a=' }))).toEqual([
    {
      input: 'verify-keys',
      message: expect.stringContaining('item 1 has no key: is the secret set,'),
    },
  ])
})

test('a key in the place of a project is a secret', () => {
  const key = fc.stringMatching(/^[!-+--~]{4,40}$/)
  fc.assert(
    fc.property(key, key, (one, other) => {
      const value = `proj_a=${one}\nproj_b=${other}`
      expect([...keysOf(value).values()]).toEqual([one, other])
      expect(secretsOf(envOf({ 'verify-keys': value }))).toEqual(
        expect.arrayContaining([one, other]),
      )
    }),
  )
})
