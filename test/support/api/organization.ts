import { randomBytes } from 'node:crypto'
import type { ApiSetup, Permission } from './types.ts'

/** The characters of random IDs. */
export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The time, in Unix seconds. */
export const unixNow = () => Math.floor(Date.now() / 1000)

/** How long before the server's start its data was created, in seconds. */
export const HISTORY = 86_400

/** A string of this many random characters from an alphabet. */
export function randomText(length: number, alphabet = ALPHANUMERIC): string {
  return Array.from(randomBytes(length), byte => alphabet[byte % alphabet.length]).join('')
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

/** A permission and its period of existence, in milliseconds since the Unix epoch. */
interface Entry {
  permission: Permission
  from: number
  until: number
}

interface Checkpoint {
  owner: string | undefined
  entries: Entry[]
}

/** An organization's projects and checkpoints, and who holds permissions for them. */
export class Organization {
  readonly projects: readonly Project[]
  readonly #checkpoints: Map<string, Checkpoint>
  readonly #now: () => number
  #latest: number

  constructor({ projects = [], checkpoints = {}, now = Date.now }: ApiSetup) {
    this.#now = now
    const start = this.#unixNow() - HISTORY
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
      Object.entries(checkpoints).map(([id, { owner }]) => [id, { owner, entries: [] }]),
    )
    for (const [id, { shared = [] }] of Object.entries(checkpoints)) {
      for (const projectId of shared) {
        this.#latest += 1
        this.grant(id, projectId, this.#latest)
      }
      for (const entry of this.#checkpoint(id).entries) entry.from = 0
    }
  }

  /** Whether the checkpoint exists. */
  has(checkpointId: string): boolean {
    return this.#checkpoints.has(checkpointId)
  }

  /** The project that owns the checkpoint, if there is one. */
  owner(checkpointId: string): string | undefined {
    return this.#checkpoint(checkpointId).owner
  }

  /** Copies of the checkpoint's permissions, oldest first, as of `ago` milliseconds ago. */
  permissions(checkpointId: string, ago = 0): Permission[] {
    const then = this.#now() - ago
    return this.#checkpoint(checkpointId)
      .entries.filter(({ from, until }) => from <= then && then < until)
      .map(({ permission }) => ({ ...permission }))
  }

  /**
   * Adds a permission, without any checks, and returns a copy of it. If `at` (Unix seconds) is
   * omitted, it is created now, but always later than earlier ones, so there are no ties.
   */
  grant(checkpointId: string, projectId: string, at?: number): Permission {
    if (at === undefined) this.#latest = Math.max(this.#unixNow(), this.#latest + 1)
    const permission: Permission = {
      id: `cp_${randomText(24)}`,
      object: 'checkpoint.permission',
      created_at: at ?? this.#latest,
      project_id: projectId,
    }
    const { entries } = this.#checkpoint(checkpointId)
    entries.push({ permission, from: this.#now(), until: Number.POSITIVE_INFINITY })
    const isLatest = (entries.at(-2)?.permission.created_at ?? 0) <= permission.created_at
    if (!isLatest) entries.sort((a, b) => a.permission.created_at - b.permission.created_at)
    return { ...permission }
  }

  /** Removes a permission; false if the checkpoint has none with that ID. */
  revoke(checkpointId: string, permissionId: string): boolean {
    const now = this.#now()
    const entry = this.#checkpoint(checkpointId).entries.find(
      ({ permission, until }) => permission.id === permissionId && now < until,
    )
    if (entry !== undefined) entry.until = now
    return entry !== undefined
  }

  /** The time, in Unix seconds. */
  #unixNow(): number {
    return Math.floor(this.#now() / 1000)
  }

  #checkpoint(id: string): Checkpoint {
    const checkpoint = this.#checkpoints.get(id)
    if (!checkpoint) throw new Error(`The test's API has no checkpoint '${id}'`)
    return checkpoint
  }
}
