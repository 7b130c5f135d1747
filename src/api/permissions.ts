import * as v from 'valibot'
import type { Client } from './client.ts'
import { ApiError } from './errors.ts'
import { listAll } from './pagination.ts'
import { apiId, unixSeconds } from './schemas.ts'

/**
 * A permission of one project to use one checkpoint: `checkpoint.permission` in OpenAI's
 * OpenAPI document.
 */
export interface Permission {
  id: string
  projectId: string
  /** Unix seconds. */
  createdAt: number
}

/** The API's answer to a grant. */
export interface Created {
  /** What the answer lists, which need not be all that was asked for. */
  permissions: Permission[]
  requestId: string | null
}

/** The permissions of checkpoints, as the API keeps them. */
export interface PermissionsApi {
  /**
   * Every permission of a checkpoint, over all pages.
   *
   * @throws ApiError where the list can't be read whole
   */
  list(checkpointId: string): Promise<Permission[]>
  /**
   * Grants the projects access, in one POST.
   *
   * @throws ApiError whose kind is `ambiguous` where it may have been carried out all the same
   */
  create(checkpointId: string, projectIds: readonly string[]): Promise<Created>
  /**
   * Revokes one permission.
   *
   * @throws ApiError whose kind is `ambiguous` where it may have been carried out all the same
   */
  remove(checkpointId: string, permissionId: string): Promise<Removed>
}

/** The API's answer to a revocation. */
export interface Removed {
  deleted: boolean
  requestId: string | null
}

export const permissionSchema = v.object({
  id: apiId,
  object: v.literal('checkpoint.permission'),
  created_at: unixSeconds,
  project_id: apiId,
})

const removedSchema = (permissionId: string) =>
  v.object({
    id: v.literal(permissionId),
    object: v.literal('checkpoint.permission'),
    deleted: v.boolean(),
  })

const createdSchema = v.object({ data: v.array(permissionSchema) })

// The usual most of OpenAI's lists; the document names none for this one.
const PAGE_SIZE = '100'

/** The permission endpoints, spoken to by an admin client. */
export function permissionsApi(client: Client): PermissionsApi {
  let limit: Record<string, string> = { limit: PAGE_SIZE }

  async function list(checkpointId: string): Promise<Permission[]> {
    const read = (query: Record<string, string>) =>
      listAll(client, {
        operation: `list the permissions of ${checkpointId}`,
        path: pathOf(checkpointId),
        query,
        item: permissionSchema,
      })
    try {
      return (await read(limit)).map(toPermission)
    } catch (error) {
      const mayBeTheLimit = error instanceof ApiError && error.status === 400 && 'limit' in limit
      if (!mayBeTheLimit) throw error
      const items = await read({})
      limit = {}
      return items.map(toPermission)
    }
  }

  async function create(checkpointId: string, projectIds: readonly string[]): Promise<Created> {
    const { value, requestId } = await client.call({
      operation: `grant access to ${checkpointId}`,
      method: 'POST',
      path: pathOf(checkpointId),
      body: { project_ids: projectIds },
      schema: createdSchema,
    })
    return { permissions: value.data.map(toPermission), requestId }
  }

  async function remove(checkpointId: string, permissionId: string): Promise<Removed> {
    const { value, requestId } = await client.call({
      operation: `revoke the permission ${permissionId} of ${checkpointId}`,
      method: 'DELETE',
      path: `${pathOf(checkpointId)}/${encodeURIComponent(permissionId)}`,
      schema: removedSchema(permissionId),
    })
    return { deleted: value.deleted, requestId }
  }

  return { list, create, remove }
}

function pathOf(checkpointId: string): string {
  return `/fine_tuning/checkpoints/${encodeURIComponent(checkpointId)}/permissions`
}

function toPermission(item: v.InferOutput<typeof permissionSchema>): Permission {
  return { id: item.id, projectId: item.project_id, createdAt: item.created_at }
}
