import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { secretsOf } from '../../src/inputs/secrets.ts'
import { MODES } from '../../src/sharing/types.ts'
import { envOf, inputsOf, issuesOf } from '../support/input-env.ts'

const ONE = 'sk-proj-one-9876543210zyxwvutsrq'
const OTHER = 'sk-proj-other-1357924680qetuoadg'
const UNFIT = 'contains whitespace or an invalid character. Store it again.'
const QUOTED = 'is in quotes. Store only the key in the secret.'
const NAMED = 'has a name before the key (NAME=KEY). Store only the key in the secret.'
const ESCAPED = String.raw`contains a literal \n. Store only the key in the secret.`
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
  ['a blank in the project', `proj a=${ONE}`],
  ['a character that no ID has', `proj_a/b=${ONE}`],
  ['a shell in mind', `export proj_a=${ONE}`],
  ['quotes around it', `"proj_a=${ONE}"`],
])('a line of verify-keys with %s is reported by its number, without its content', (_, line) => {
  const lines = `# a comment\nproj_b=${OTHER}\n\n${line}`
  expect(verifyKeysIssues(lines)).toEqual([
    {
      input: 'verify-keys',
      message:
        "Line 4 of verify-keys isn't PROJECT_ID=API_KEY. Write one project and its key per line.",
    },
  ])
})

test.each([
  ['a blank', `${ONE} ${OTHER}`, UNFIT],
  ['a character that no key has', `${ONE}ä`, UNFIT],
  ['a control character', `${ONE}\u001bx`, UNFIT],
  ['double quotes', `"${ONE}"`, QUOTED],
  ['single quotes', `'a-key-of-a-gateway'`, QUOTED],
  ['a quote at its end', `${ONE}'`, QUOTED],
  ['a name', `OPENAI_API_KEY=${ONE}`, NAMED],
  ['a name, as in YAML', `api_key: ${ONE}`, NAMED],
  ['a name and quotes', `export KEY="${ONE}"`, NAMED],
  ['a literal \\n at its end', `${ONE}\\n`, ESCAPED],
  ['a literal \\n within', `${ONE}\\nproj_b=${OTHER}`, ESCAPED],
  ['a literal \\r', 'a-key-of-a-gateway\\r', ESCAPED],
])('a key with %s is an issue wherever it is, which shows no part of it', (_, key, error) => {
  for (const input of ['admin-key', 'api-key']) {
    expect(issuesOf(envOf({ [input]: key }))).toEqual([{ input, message: `${input} ${error}` }])
  }
  expect(verifyKeysIssues(`\nproj_a=${key}`)).toEqual([
    { input: 'verify-keys', message: `The key on line 2 of verify-keys ${error}` },
  ])
  const { keys } = secretsOf(envOf({ 'admin-key': key, 'verify-keys': `proj_a=${key}` }))
  expect(keys).toContain(key.includes('gateway') ? 'a-key-of-a-gateway' : ONE)
  for (const secret of keys) expect(secret).not.toMatch(/^(export|api_key|OPENAI_|proj_)/)
})

test('a key that is written twice counts as the first one', () => {
  const inputs = readInputs(envOf({ 'verify-keys': `proj_a=${ONE}\nproj_a=${ONE}` }))
  expect(inputs.verificationLines).toEqual([{ input: 'verify-keys', line: 1, projectId: 'proj_a' }])
})

test('two keys for one project are an issue that shows neither', () => {
  const lines = `proj_a=${ONE}\nproj_b=${ONE}\nproj_a = ${OTHER}`
  expect(verifyKeysIssues(lines)).toEqual([
    {
      input: 'verify-keys',
      message:
        'Line 3 of verify-keys has a second key for its project. Specify one key per project.',
    },
  ])
})

test('each invalid line of verify-keys is reported', () => {
  expect(verifyKeysIssues(`x\nproj_a=${ONE}\ny\nproj_a=${OTHER}\nproj_c=${ONE}`)).toEqual(
    [
      "Line 1 of verify-keys isn't",
      "Line 3 of verify-keys isn't",
      'Line 4 of verify-keys has a second key',
      'Line 5 of verify-keys has a key for a project',
    ].map(part => ({ input: 'verify-keys', message: expect.stringContaining(part) })),
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
                "Line 1 of verify-keys has a key for a project that isn't requested. Remove the line, or request the project.",
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

test('an empty key, as from a missing secret, gets the usual advice', () => {
  expect(issuesOf(envOf({ 'verify-keys': 'proj_a=' }))).toEqual([
    {
      input: 'verify-keys',
      message: expect.stringContaining('Line 1 of verify-keys has no key. Check that the secret'),
    },
  ])
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
