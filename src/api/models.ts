import * as v from 'valibot'
import type { CallOptions } from './call.ts'
import type { Client } from './client.ts'
import { apiId } from './schemas.ts'

/** A model as a key's project sees it: `model` in OpenAI's OpenAPI document. Texts are raw. */
export interface Model {
  ownedBy: string | null
  /** As the server writes it, a date or Unix seconds; null where no end is announced. */
  shutdownDate: string | null
}

/** Models, as the key of one project sees them. */
export interface ModelsApi {
  /** @throws ApiError, with status 404 where the key's project can't see the model */
  get(modelId: string, options?: CallOptions): Promise<Model>
}

export const modelSchema = v.object({
  id: apiId,
  owned_by: v.optional(v.nullable(v.string())),
  shutdown_date: v.optional(v.nullable(v.union([v.string(), v.number()]))),
})

/** The model endpoint, spoken to by a project's client. */
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
