import { expect, test } from 'vitest'
import type { ModelPolicy } from '../../src/api/model-policy.ts'
import { policyHint } from '../../src/sharing/model-policy.ts'
import { CHECKPOINT } from '../support/fixtures.ts'
import { notVisible, row, setUp } from './verify-setup.ts'

const BASE = 'gpt-4o-mini-2024-07-18'
const DENIED = `A possible cause is the list of denied models of proj_a, which has`
const ALLOWED = 'A possible cause is the list of allowed models of proj_a, which'
const FIX = `Add ${CHECKPOINT} in the project's limits.`

test.each<[ModelPolicy['mode'], string[], string | null]>([
  ['allow_list', [], null],
  ['allow_list', [CHECKPOINT], null],
  ['allow_list', [CHECKPOINT, BASE], null],
  ['allow_list', ['gpt-5'], `${ALLOWED} doesn't have this model. ${FIX}`],
  ['allow_list', [BASE], `${ALLOWED} has only its base, ${BASE}. ${FIX}`],
  ['allow_list', ['gpt-4o-mini'], `${ALLOWED} has only its base, gpt-4o-mini. ${FIX}`],
  ['deny_list', [], null],
  ['deny_list', ['gpt-5', 'gpt-4o'], null],
  ['deny_list', [CHECKPOINT], `${DENIED} ${CHECKPOINT}. Remove it in the project's limits.`],
  ['deny_list', [BASE], `${DENIED} ${BASE}. Remove it in the project's limits.`],
  ['deny_list', ['gpt-4o-mini'], `${DENIED} gpt-4o-mini. Remove it in the project's limits.`],
])('a policy with %s %j', (mode, models, hint) => {
  expect(policyHint({ mode, models }, 'proj_a', CHECKPOINT)).toBe(hint)
})

test("a snapshot's date is only at the end of its name", () => {
  const policy: ModelPolicy = { mode: 'deny_list', models: ['gpt-4o-audio'] }
  expect(policyHint(policy, 'proj_a', 'ft:gpt-4o-2024-08-06-audio:acme:weather:B7R9')).toBeNull()
})

test('a model that is not a fine-tuned one has no base', () => {
  const policy: ModelPolicy = { mode: 'deny_list', models: [BASE, ''] }
  expect(policyHint(policy, 'proj_a', `other:${BASE}:x`)).toBeNull()
})

const denied = notVisible({ status: 403, about: 'model-policy', hint: 'Allow the model.' })
const policy: ModelPolicy = { mode: 'deny_list', models: [BASE] }

test("a project's policy is read once, at the first 403 about it", async () => {
  const { run, policyReads, verifications } = setUp({ proj_a: {} }, { failure: denied, policy })
  await run([row('proj_a', CHECKPOINT), row('proj_a', `${CHECKPOINT}:ckpt-step-7`)])
  expect(policyReads).toEqual([{ projectId: 'proj_a', at: 0 }])
  const hints = verifications.map(({ problem }) => problem?.hint)
  expect(hints).toEqual([expect.stringContaining(DENIED), expect.stringContaining(DENIED)])
})

test('it is read at once even if only one of several models is denied', async () => {
  const failure = (modelId: string) => (modelId === CHECKPOINT ? denied : notVisible())
  const { run, policyReads } = setUp({ proj_a: {} }, { failure, policy })
  await run([row('proj_a', 'ft:other'), row('proj_a', CHECKPOINT)])
  expect(policyReads).toEqual([{ projectId: 'proj_a', at: 0 }])
})

test('it is read after a minute in which the model did not exist', async () => {
  const { run, policyReads, pauses } = setUp({ proj_a: {} }, { policy, random: () => 0 })
  await run([row('proj_a', CHECKPOINT)])
  expect(policyReads).toEqual([{ projectId: 'proj_a', at: 60 }])
  const hints = pauses.flatMap(({ hint }) => hint ?? [])
  expect(hints).toEqual([expect.stringContaining('belongs to this project')])
  expect(pauses.map(({ isFirst }) => isFirst)).toEqual(pauses.map((_, i) => i === 0))
})

test('it is not read for a model that appears soon, or a time that ends sooner', async () => {
  const soon = setUp({ proj_a: { [CHECKPOINT]: 30 } }, { policy })
  await soon.run([row('proj_a', CHECKPOINT)])
  expect(soon.policyReads).toEqual([])
  const brief = setUp({ proj_a: {} }, { policy, seconds: 40 })
  await brief.run([row('proj_a', CHECKPOINT)])
  expect(brief.policyReads).toEqual([])
})

test('the usual advice stays if no policy can be read, or it allows the model', async () => {
  const nothing = setUp({ proj_a: {} }, { failure: denied })
  await nothing.run([row('proj_a', CHECKPOINT)])
  expect(nothing.verifications[0]?.problem?.hint).toBe('Allow the model.')
  const allowing: ModelPolicy = { mode: 'allow_list', models: [CHECKPOINT] }
  const allowed = setUp({ proj_a: {} }, { failure: denied, policy: allowing })
  await allowed.run([row('proj_a', CHECKPOINT)])
  expect(allowed.verifications[0]?.problem?.hint).toBe('Allow the model.')
})
