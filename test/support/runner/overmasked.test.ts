import { expect, test } from 'vitest'
import { findAltered, findOvermasked, knownIds } from './overmasked.ts'

const INPUTS = {
  'admin-key': 'sk-admin-Q7wZ3kLm9XvB2nRt5YpD8s',
  'project-ids': 'team-weather, proj_0',
  'verify-keys': 'team-weather=0123-of-a-gateway\nsk-proj-Hq4Jw9Ke2L=team-other',
}

test.each([
  ['a key', INPUTS['admin-key'], true],
  ['the key right of a project', '0123-of-a-gateway', true],
  ['a key left of a project', 'sk-proj-Hq4Jw9Ke2L', true],
  ["the run's token", 'ghs_token', true],
  ['the password of a proxy', 'p%40ss', true],
  ['a decoded password', 'p@ss', true],
  ['the user of a proxy', 'me', false],
  ['the project left of a key', 'team-weather', false],
  ['the project right of a key', 'team-other', false],
  ['a requested project', 'proj_0', false],
  ['a word', 'grant', false],
])('whether %s can be masked', (_, masked, isSecret) => {
  const env = { HTTPS_PROXY: 'http://me:p%40ss@proxy' }
  expect(findOvermasked(new Set(['ghs_token', masked]), INPUTS, ['ghs_token'], env)).toEqual(
    isSecret ? [] : ["mask 2 of 2 isn't a key or a part of one"],
  )
})

test('the known IDs are those of the inputs and of the outputs', () => {
  const rows = [{ checkpoint_id: 'ft:a', project_id: 'proj_1', permission_id: null }]
  const outputs = new Map([
    ['permissions', JSON.stringify(rows)],
    ['checkpoint-ids', '["ft:b"]'],
  ])
  expect([...knownIds(INPUTS, outputs)]).toEqual([
    'team-weather',
    'proj_0',
    'ft:a',
    'proj_1',
    'ft:b',
  ])
  expect([...knownIds({ 'project-ids': 'a b\nsk-x' }, new Map([['permissions', '']]))]).toEqual([])
})

test.each([
  ['access of ft:gpt-4o-mini-***-07-18:', true],
  ['<code>***-4o-mini-2024-07-18</code>', true],
  ['"ft:gpt-***"', true],
  ['ft:gpt-4o-mini-2024-07-18 and ***', false],
  ['the key sk-***07-18', false],
  ['***', false],
  ['ft:other-***', false],
])('whether an ID is altered in %s', (text, isAltered) => {
  const ids = new Set(['ft:gpt-4o-mini-2024-07-18'])
  expect(findAltered({ log: text }, ids)).toEqual(
    isAltered ? ['log: the ID ft:gpt-4o-mini-2024-07-18 is altered'] : [],
  )
})
