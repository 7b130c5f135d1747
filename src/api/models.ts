import * as v from 'valibot'
import type { CallOptions } from './call.ts'
import type { Client } from './client.ts'
import { apiId } from './schemas.ts'

/** A model: `model` in OpenAI's OpenAPI document. Texts are raw. */
export interface Model {
  ownedBy: string | null
  /** `YYYY-MM-DD`, or the server's text; null if no shutdown is announced. */
  shutdownDate: string | null
}

/** The models that a project's key can retrieve. */
export interface ModelsApi {
  /** @throws ApiError; its status is 404 if the key's project has no access to the model */
  get(modelId: string, options?: CallOptions): Promise<Model>
}

export const modelSchema = v.object({
  id: apiId,
  owned_by: v.optional(v.nullable(v.string())),
  shutdown_date: v.optional(v.nullable(v.union([v.string(), v.number()]))),
})

/** The model endpoint, called with a project's key. */
export function modelsApi(client: Client): ModelsApi {
  async function get(modelId: string, options: CallOptions = {}): Promise<Model> {
    const { value } = await client.call({
      ...options,
      operation: `retrieve the model ${modelId}`,
      method: 'GET',
      path: `/models/${encodeURIComponent(modelId)}`,
      schema: v.pipe(
        modelSchema,
        v.check(model => model.id === modelId, 'it describes another model'),
      ),
    })
    const { owned_by, shutdown_date } = value
    const shutdownDate = typeof shutdown_date === 'number' ? toDate(shutdown_date) : shutdown_date
    return { ownedBy: owned_by ?? null, shutdownDate: shutdownDate ?? null }
  }

  return { get }
}

function toDate(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, 10)
}
