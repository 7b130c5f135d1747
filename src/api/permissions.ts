import * as v from 'valibot'
import type { CallOptions } from './call.ts'
import type { Client } from './client.ts'
import { listAll, PageSize } from './pagination.ts'
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

/** The response to a grant. */
export interface Created {
  /** The listed permissions; some of the requested projects may be missing. */
  permissions: Permission[]
  requestId: string | null
}

/** The permissions of checkpoints. */
export interface PermissionsApi {
  /**
   * All permissions of a checkpoint, from all pages.
   *
   * @throws ApiError if the list can't be read completely
   */
  list(checkpointId: string, options?: CallOptions): Promise<Permission[]>
  /**
   * Grants access to the projects, in one POST.
   *
   * @throws ApiError; its kind is `ambiguous` if the grant may have been applied anyway
   */
  create(
    checkpointId: string,
    projectIds: readonly string[],
    options?: CallOptions,
  ): Promise<Created>
  /**
   * Revokes one permission.
   *
   * @throws ApiError; its kind is `ambiguous` if the revocation may have been applied anyway
   */
  remove(checkpointId: string, permissionId: string, options?: CallOptions): Promise<Removed>
}

/** The response to a revocation. */
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

/** The permission endpoints, called with an admin key. */
export function permissionsApi(client: Client): PermissionsApi {
  const pageSize = new PageSize()

  async function list(checkpointId: string, options: CallOptions = {}): Promise<Permission[]> {
    const items = await listAll(client, {
      ...options,
      operation: `list the permissions of ${checkpointId}`,
      path: pathOf(checkpointId),
      pageSize,
      item: permissionSchema,
    })
    return items.map(toPermission)
  }

  async function create(
    checkpointId: string,
    projectIds: readonly string[],
    options: CallOptions = {},
  ): Promise<Created> {
    const { value, requestId } = await client.call({
      ...options,
      operation: `grant access to ${checkpointId}`,
      method: 'POST',
      path: pathOf(checkpointId),
      body: { project_ids: projectIds },
      schema: createdSchema,
    })
    return { permissions: value.data.map(toPermission), requestId }
  }

  async function remove(
    checkpointId: string,
    permissionId: string,
    options: CallOptions = {},
  ): Promise<Removed> {
    const { value, requestId } = await client.call({
      ...options,
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
