import type { Permission } from '../../api/permissions.ts'
import { byProject, withPermission } from '../plan.ts'
import { FAILED_STATUSES, type Status } from '../status.ts'
import type { CheckpointPlan, Problem, Row } from '../types.ts'
import type { ReadBack } from './read-back.ts'

/** The rows of one checkpoint while its access is changed, and which writes were sent. */
export class Ledger {
  readonly checkpointId: string
  readonly #rows: Row[]
  /** Row indexes, by project to grant and by permission to revoke. */
  readonly #grants = new Map<string, number>()
  readonly #revocations = new Map<string, number>()
  readonly #sent = new Set<string>()

  constructor(plan: CheckpointPlan) {
    this.checkpointId = plan.checkpointId
    this.#rows = [...plan.rows]
    for (const [index, { status, projectId, permissionId }] of plan.rows.entries()) {
      if (status === 'to-grant') this.#grants.set(projectId, index)
      if (status === 'to-revoke' && permissionId !== null)
        this.#revocations.set(permissionId, index)
    }
  }

  /** The rows as they are now, in the plan's order. */
  get rows(): readonly Row[] {
    return this.#rows
  }

  /** Whether the outcome of a write is unknown. */
  get hasUnknown(): boolean {
    return this.#rows.some(({ status }) => status === 'unknown')
  }

  /** The unsettled projects to grant, of those given or of all. */
  pending(projectIds: Iterable<string> = this.#grants.keys()): string[] {
    return [...projectIds].filter(id => this.#at(this.#grants, id)?.status === 'to-grant')
  }

  /** The unsettled permissions to revoke. */
  pendingRevocations(): string[] {
    return [...this.#revocations.keys()].filter(id => this.isPendingRevocation(id))
  }

  /** Whether a permission to revoke is unsettled. */
  isPendingRevocation(permissionId: string): boolean {
    return this.#at(this.#revocations, permissionId)?.status === 'to-revoke'
  }

  /** Whether the projects to grant, those given or all, have access now. */
  allGranted(projectIds: Iterable<string> = this.#grants.keys()): boolean {
    return [...projectIds].every(id => {
      const status = this.#at(this.#grants, id)?.status ?? 'failed'
      return status !== 'to-grant' && !FAILED_STATUSES.has(status)
    })
  }

  /** Records that a write for these projects or permissions was sent, whatever its outcome. */
  markSent(ids: Iterable<string>): void {
    for (const id of ids) this.#sent.add(id)
  }

  /** Settles pending projects by permissions that the API shows; returns those it settled. */
  recordPermissions(permissions: readonly Permission[]): Permission[] {
    const held = byProject(permissions)
    return this.pending(held.keys()).flatMap(id => {
      const [permission] = held.get(id) ?? []
      if (permission === undefined) return []
      this.#update(this.#grants, id, row => ({
        ...withPermission(row, permission),
        // If this run didn't send it, it was granted elsewhere.
        status: this.#sent.has(id) ? 'granted' : 'shared',
      }))
      return [permission]
    })
  }

  /**
   * Settles what a read of all the checkpoint's permissions shows: pending projects that have
   * access, writes whose outcome was unknown, and permissions that are gone without a DELETE.
   *
   * @param tooEarly not null if absent permissions may still appear
   */
  recordRead({ permissions, tooEarly }: ReadBack): void {
    const isSettled = tooEarly === null
    this.recordPermissions(permissions)
    const held = byProject(permissions)
    for (const id of this.#unknown(this.#grants)) {
      const [permission] = held.get(id) ?? []
      if (permission !== undefined) {
        this.#update(this.#grants, id, row => ({
          ...withPermission(row, permission),
          status: 'granted',
          problem: null,
        }))
      } else if (isSettled) this.#update(this.#grants, id, notApplied)
    }
    const present = new Set(permissions.map(({ id }) => id))
    for (const id of this.#unknown(this.#revocations)) {
      if (!present.has(id)) this.settleRevocation(id, 'revoked', null)
      else if (isSettled) this.#update(this.#revocations, id, notApplied)
    }
    for (const id of this.pendingRevocations()) {
      const isSent = this.#sent.has(id)
      if (!isSent && !present.has(id)) this.#update(this.#revocations, id, gone)
    }
  }

  /** Settles pending projects without a permission. */
  settle(projectIds: Iterable<string>, status: Status, problem: Problem | null): void {
    for (const id of this.pending(projectIds)) {
      this.#update(this.#grants, id, row => ({ ...row, status, problem }))
    }
  }

  /** Settles the revocation of a permission. */
  settleRevocation(permissionId: string, status: Status, problem: Problem | null): void {
    this.#update(this.#revocations, permissionId, row => ({ ...row, status, problem }))
  }

  /** The project that a permission to revoke belongs to. */
  projectOf(permissionId: string): string {
    return this.#at(this.#revocations, permissionId)?.projectId ?? ''
  }

  /** Settles everything pending: as `unknown` if it may have been applied, otherwise `skipped`. */
  finalize(problem: Problem | null, mayBeDone: (id: string) => boolean = () => false): void {
    const statusOf = (id: string) => (mayBeDone(id) ? 'unknown' : 'skipped')
    for (const id of this.pending()) this.settle([id], statusOf(id), problem)
    for (const id of this.pendingRevocations()) this.settleRevocation(id, statusOf(id), problem)
  }

  /** Whether a write for this project or permission was sent. */
  wasSent(id: string): boolean {
    return this.#sent.has(id)
  }

  #unknown(index: ReadonlyMap<string, number>): string[] {
    return [...index.keys()].filter(id => this.#at(index, id)?.status === 'unknown')
  }

  #at(index: ReadonlyMap<string, number>, id: string): Row | undefined {
    const at = index.get(id)
    return at === undefined ? undefined : this.#rows[at]
  }

  #update(index: ReadonlyMap<string, number>, id: string, change: (row: Row) => Row): void {
    const at = index.get(id)
    const row = this.#at(index, id)
    if (at !== undefined && row !== undefined) this.#rows[at] = change(row)
  }
}

/** The row of a write whose outcome was unknown, once a read showed that it wasn't applied. */
function notApplied(row: Row): Row {
  if (row.problem === null) return { ...row, status: 'failed' }
  const message = `${row.problem.message}; a later check showed that the change wasn't applied`
  return { ...row, status: 'failed', problem: { ...row.problem, message } }
}

/** The row of a permission that someone else revoked. */
function gone(row: Row): Row {
  return { ...row, status: 'not-shared', permissionId: null, createdAt: null }
}
