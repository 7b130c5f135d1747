import { expect, test } from 'vitest'
import { keyError, keysOf } from '../../src/inputs/keys.ts'

test.each([
  ['KEY=sk-x1', ['sk-x1']],
  ['first\n  KEY=sk-x1', ['first\n  KEY=sk-x1', 'first', 'sk-x1']],
  ['first\\nsecond', ['first\\nsecond', 'first', 'second']],
  ['"a"b"', ['"a"b"', 'a"b']],
  ['""sk-x1""', ['""sk-x1""', 'sk-x1']],
  ['" sk-x1 "', ['" sk-x1 "', 'sk-x1']],
  ['gw-proj_1', ['gw-proj_1']],
  ['proj_1', []],
])('the keys in the value %j are %j', (value, keys) => {
  expect(keysOf({ 'INPUT_ADMIN-KEY': value })).toEqual(keys)
})

test.each([
  ['sk-x1=sk-x2', ['sk-x1', 'sk-x2']],
  ['proj_a=gw-x1,proj_b=gw-x2', ['gw-x1,proj_b=gw-x2', 'gw-x1', 'gw-x2']],
  ['proj_a=gw-x1,=gw-x2', ['gw-x1,=gw-x2', 'gw-x1', 'gw-x2']],
  ['proj_a=gw-x1, sk-x2,team-b', ['gw-x1, sk-x2,team-b', 'gw-x1', 'sk-x2']],
  ['proj_a=gw/sk-x123456789abcdef', ['gw/sk-x123456789abcdef', 'sk-x123456789abcdef']],
  ['#sk-x1\n#  sk-x2', ['sk-x1', 'sk-x2']],
])('the keys in the line %j of verify-keys are %j', (lines, keys) => {
  expect(keysOf({ 'INPUT_VERIFY-KEYS': lines })).toEqual(keys)
})

// Hosts other than OpenAI's have their own keys, so only what is certain is an error.
test.each(['"a"b', 'a"sk-b', "a-sk-b'", "sk-a'b", 'a\\nb', 'a-sk-b\\nc'])(
  'a key of another host, %s, is valid',
  key => {
    expect(keyError(key)).toBeNull()
  },
)

test.each([
  ['export  KEY=sk-x1', 'has a name before the key (NAME=KEY). Store only the key in the secret.'],
  ['"sk-x1', 'is in quotes. Store only the key in the secret.'],
])('the key %s %s', (key, error) => {
  expect(keyError(key)).toBe(error)
})
