import * as v from 'valibot'
import type { CallOptions } from './call.ts'
import type { Client } from './client.ts'
import { listAll, PageSize } from './pagination.ts'
import { apiId } from './schemas.ts'

/** A project of the organization: `organization.project` in OpenAI's OpenAPI document. */
export interface Project {
  id: string
  /** Null if it has none. Names needn't be unique. */
  name: string | null
  archived: boolean
}

/** The organization's projects. */
export interface ProjectsApi {
  /**
   * All projects, including archived ones, from all pages.
   *
   * @throws ApiError if the list can't be read completely
   */
  list(options?: CallOptions): Promise<Project[]>
  /**
   * Requests one project, to check whether the key is accepted at all.
   *
   * @throws ApiError if the request fails
   */
  probe(options?: CallOptions): Promise<void>
}

export const projectSchema = v.object({
  id: apiId,
  object: v.literal('organization.project'),
  name: v.optional(v.nullable(v.string())),
  status: v.optional(v.nullable(v.string())),
  archived_at: v.optional(v.nullable(v.number())),
})

/** The project endpoint, called with an admin key. */
export function projectsApi(client: Client): ProjectsApi {
  const pageSize = new PageSize()

  async function list(options: CallOptions = {}): Promise<Project[]> {
    const items = await listAll(client, {
      ...options,
      operation: "list the organization's projects",
      path: '/organization/projects',
      query: { include_archived: 'true' },
      pageSize,
      item: projectSchema,
    })
    return items.map(({ id, name, status, archived_at }) => ({
      id,
      name: name ?? null,
      archived: status === 'archived' || typeof archived_at === 'number',
    }))
  }

  async function probe(options: CallOptions = {}): Promise<void> {
    await client.call({
      ...options,
      operation: 'check whether admin-key is accepted',
      method: 'GET',
      path: '/organization/projects',
      query: { limit: '1' },
      schema: v.unknown(),
    })
  }

  return { list, probe }
}
