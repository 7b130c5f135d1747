import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import type { Result } from '../../src/sharing/result.ts'
import { MODES } from '../../src/sharing/types.ts'
import { API_KEY, envOf, issuesOf, JOB } from '../support/input-env.ts'
import { action } from './github-parser.ts'
import { readText } from './workflow.ts'

const TEXT = readText('action-types.yml')

const key = v.pipe(v.string(), v.regex(/^[_a-zA-Z][\w-]*$/))

/** The types that lists can contain. */
const itemTypes = [
  v.strictObject({ type: v.picklist(['string', 'boolean', 'float']) }),
  v.strictObject({
    type: v.literal('integer'),
    'named-values': v.optional(v.record(key, v.pipe(v.number(), v.integer()))),
  }),
  v.strictObject({
    type: v.literal('enum'),
    'allowed-values': v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(2)),
  }),
] as const

const list = v.strictObject({
  type: v.literal('list'),
  separator: v.pipe(v.string(), v.nonEmpty()),
  'list-item': v.variant('type', itemTypes),
})

const property = v.variant('type', [...itemTypes, list])

/** What github-actions-typing accepts, without the names for generated classes. */
const format = v.strictObject({
  inputs: v.record(key, property),
  outputs: v.record(key, property),
})

const { inputs, outputs } = v.parse(format, parse(TEXT))
type Property = v.InferOutput<typeof property>

/** The names of the inputs or outputs of a type, sorted. */
const namesOf = (properties: Record<string, Property>, type: Property['type']) =>
  Object.keys(properties)
    .filter(name => properties[name]?.type === type)
    .sort()

test('every input and output of action.yml has a type, in the same order', () => {
  expect(Object.keys(inputs)).toEqual(Object.keys(action.inputs))
  expect(Object.keys(outputs)).toEqual(Object.keys(action.outputs))
})

test.each([
  ['an unknown type', 'type: float', 'type: number'],
  ['a list without a separator', '    separator: "\\n"\n', ''],
  ['a list of lists', '      type: string', '      type: list'],
  ['an enum of one value', /(allowed-values:\n.*\n)(?: {6}.*\n)+/, '$1'],
  ['a string with values', 'type: string', 'type: string\n    allowed-values: [a, b]'],
  ['a default', 'type: boolean', 'type: boolean\n    default: false'],
  ['another section', 'outputs:', 'results:'],
])('the format rejects %s', (_, from, to) => {
  const changed = TEXT.replace(from, to)
  expect(changed).not.toBe(TEXT)
  expect(v.safeParse(format, parse(changed)).success).toBe(false)
})

test('booleans are the inputs whose default is true or false', () => {
  const switches = Object.keys(action.inputs).filter(name =>
    /^(true|false)$/.test(action.inputs[name]?.default ?? ''),
  )
  expect(namesOf(inputs, 'boolean')).toEqual(switches.sort())
})

test('enums list the modes and the results', () => {
  const results: Record<Result, true> = {
    ok: true,
    mismatch: true,
    failed: true,
    unavailable: true,
    invalid: true,
    cancelled: true,
  }
  expect(namesOf(inputs, 'enum')).toEqual(['mode'])
  expect(inputs.mode).toMatchObject({ 'allowed-values': MODES })
  expect(namesOf(outputs, 'enum')).toEqual(['result'])
  expect(outputs.result).toMatchObject({ 'allowed-values': Object.keys(results) })
})

test('integers are the counts, and floats are the minutes', () => {
  const matching = (names: object, pattern: RegExp) =>
    Object.keys(names).filter(name => pattern.test(name))
  expect(namesOf(inputs, 'integer')).toEqual([])
  expect(namesOf(outputs, 'integer')).toEqual(matching(outputs, /-count$/).sort())
  expect(namesOf(inputs, 'float')).toEqual(matching(inputs, /-minutes$/).sort())
  for (const input of namesOf(inputs, 'float')) {
    expect(issuesOf(envOf({ [input]: '0.5' }))).toEqual([])
  }
})

describe('the action splits each list at its separator', () => {
  const TRAINING = { ...JOB, 'checkpoint-id': '' }
  const PROJECTS = ['proj_a', 'proj_b']
  const lists: Record<string, (join: (items: string[]) => string) => Iterable<unknown>> = {
    'checkpoint-id': join => read({ 'checkpoint-id': join(['ft:a', 'ft:b']) }).checkpointIds,
    'fine-tuning-job-id': join =>
      read({ ...TRAINING, 'fine-tuning-job-id': join(['ftjob-a', 'ftjob-b']) }).jobIds,
    'job-checkpoints': join => {
      const steps = { ...TRAINING, 'job-checkpoints': join(['10', '20']) }
      return [read(steps).checkpointSelector].flat()
    },
    'project-ids': join => read({ 'project-ids': join(PROJECTS) }).projectIds,
    'project-names': join => read({ 'project-names': join(['A, a', 'B']) }).projectNames,
    'verify-keys': join => {
      const keys = join([`proj_a=${API_KEY}`, `proj_b=${API_KEY}2`])
      return read({ 'project-ids': join(PROJECTS), 'verify-keys': keys }).verifyKeys
    },
    'verify-service-accounts': join => {
      const accounts = join(['proj_a=svcacct_a', 'proj_b=svcacct_b'])
      const given = { 'project-ids': join(PROJECTS), 'verify-service-accounts': accounts }
      return read({ ...given, 'identity-provider-id': 'idp_a', 'dry-run': 'true' })
        .verifyServiceAccounts
    },
  }
  const read = (given: Record<string, string>) => readInputs(envOf(given))

  test.each(Object.entries(lists))('%s', (input, itemsOf) => {
    const { separator } = v.parse(list, inputs[input])
    expect([...itemsOf(items => items.join(separator))]).toHaveLength(2)
  })

  test('and there are no other lists', () => {
    expect(namesOf(inputs, 'list')).toEqual(Object.keys(lists).sort())
    expect(namesOf(outputs, 'list')).toEqual([])
  })
})
