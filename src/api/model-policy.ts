import * as v from 'valibot'
import type { CallOptions } from './call.ts'
import type { Client } from './client.ts'

/** Which models a project can use: `project.model_permissions` in OpenAI's OpenAPI document. */
export interface ModelPolicy {
  /** Whether the project can use only these models, or all but these. */
  mode: 'allow_list' | 'deny_list'
  /** IDs of models. Texts are raw. */
  models: string[]
}

/** The model policies of projects, for an admin key. */
export interface ModelPolicyApi {
  /** @throws ApiError if it can't be read, which a project without a policy may cause, too */
  get(projectId: string, options?: CallOptions): Promise<ModelPolicy>
}

export const modelPolicySchema = v.object({
  mode: v.picklist(['allow_list', 'deny_list']),
  model_ids: v.array(v.string()),
})

/** The endpoint of model policies. */
export function modelPolicyApi(client: Client): ModelPolicyApi {
  async function get(projectId: string, options: CallOptions = {}): Promise<ModelPolicy> {
    const { value } = await client.call({
      ...options,
      operation: `read the model policy of ${projectId}`,
      method: 'GET',
      path: `/organization/projects/${encodeURIComponent(projectId)}/model_permissions`,
      schema: modelPolicySchema,
    })
    return { mode: value.mode, models: value.model_ids }
  }

  return { get }
}
