import * as v from 'valibot'
import { expect, test } from 'vitest'
import { modelPolicyApi } from '../../src/api/model-policy.ts'
import { stubClient } from './stub-client.ts'

test.each(['allow_list', 'deny_list'])('reads a model policy that is an %s', async mode => {
  const { client, requests, operations } = stubClient({ mode, model_ids: ['gpt-x', 'ft:a'] })
  const policy = await modelPolicyApi(client).get('proj_a/b')
  expect(policy).toEqual({ mode, models: ['gpt-x', 'ft:a'] })
  expect(requests).toEqual(['GET /organization/projects/proj_a%2Fb/model_permissions'])
  expect(operations).toEqual(['read the model policy of proj_a/b'])
})

test.each<[string, object]>([
  ['of another mode', { mode: 'none', model_ids: [] }],
  ['without models', { mode: 'allow_list' }],
  ['with a model that is a number', { mode: 'allow_list', model_ids: [7] }],
])("a model policy %s isn't read", async (_, policy) => {
  const { client } = stubClient(policy)
  await expect(modelPolicyApi(client).get('proj_a')).rejects.toThrow(v.ValiError)
})
