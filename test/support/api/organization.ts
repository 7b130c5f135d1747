import { randomInt } from 'node:crypto'
import type { ApiSetup, Permission } from './types.ts'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** How long before the server's start what it holds begins to be made, in seconds. */
export const HISTORY = 86_400

/** The time, in Unix seconds. */
export const unixNow = () => Math.floor(Date.now() / 1000)

/** A string of so many random characters out of an alphabet. */
export function randomText(length: number, alphabet = ALPHANUMERIC): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** A project, shaped as in OpenAI's OpenAPI document. */
export interface Project {
  id: string
  object: 'organization.project'
  created_at: number
  name?: string | null
  status: string
  archived_at: number | null
}

interface Checkpoint {
  owner: string | undefined
  permissions: Permission[]
}

/** An organization's projects and checkpoints, and who holds permissions on these. */
export class Organization {
  readonly projects: readonly Project[]
  readonly #checkpoints: Map<string, Checkpoint>
  #latest: number

  constructor({ projects = [], checkpoints = {} }: ApiSetup) {
    const start = unixNow() - HISTORY
    this.projects = projects.map(({ id, status, archived_at, ...rest }, index) => ({
      id,
      object: 'organization.project',
      created_at: start + index,
      ...rest,
      status: status ?? (archived_at == null ? 'active' : 'archived'),
      archived_at: archived_at ?? (status === 'archived' ? start + index : null),
    }))
    this.#latest = start
    this.#checkpoints = new Map(
      Object.entries(checkpoints).map(([id, { owner }]) => [id, { owner, permissions: [] }]),
    )
    for (const [id, { shared = [] }] of Object.entries(checkpoints)) {
      for (const projectId of shared) {
        this.#latest += 1
        this.grant(id, projectId, this.#latest)
      }
    }
  }

  /** Whether the checkpoint exists. */
  has(checkpointId: string): boolean {
    return this.#checkpoints.has(checkpointId)
  }

  /** The project that owns the checkpoint, where one does. */
  owner(checkpointId: string): string | undefined {
    return this.#checkpoint(checkpointId).owner
  }

  /** Copies of the checkpoint's permissions, oldest first. */
  permissions(checkpointId: string): Permission[] {
    return structuredClone(this.#checkpoint(checkpointId).permissions)
  }

  /**
   * Adds a permission, without any checks, and returns a copy of it. Where `at` (unix seconds) is
   * absent it is made now, but always later than those made before: so the order is never a tie.
   */
  grant(checkpointId: string, projectId: string, at?: number): Permission {
    if (at === undefined) this.#latest = Math.max(unixNow(), this.#latest + 1)
    const permission: Permission = {
      id: `cp_${randomText(24)}`,
      object: 'checkpoint.permission',
      created_at: at ?? this.#latest,
      project_id: projectId,
    }
    const { permissions } = this.#checkpoint(checkpointId)
    permissions.push(permission)
    permissions.sort((a, b) => a.created_at - b.created_at)
    return { ...permission }
  }

  /** Removes a permission; false where the checkpoint has none with that ID. */
  revoke(checkpointId: string, permissionId: string): boolean {
    const { permissions } = this.#checkpoint(checkpointId)
    const index = permissions.findIndex(({ id }) => id === permissionId)
    if (index >= 0) permissions.splice(index, 1)
    return index >= 0
  }

  #checkpoint(id: string): Checkpoint {
    const checkpoint = this.#checkpoints.get(id)
    if (!checkpoint) throw new Error(`The test's API has no checkpoint '${id}'`)
    return checkpoint
  }
}
