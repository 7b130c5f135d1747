import type { Permission } from '../api/permissions.ts'
import { oldestByProject, withPermission } from './plan.ts'
import type { CheckpointPlan, Problem, Row, Status } from './types.ts'

/** The rows of one checkpoint while its access is changed: what stands, and what was sent. */
export class Ledger {
  readonly checkpointId: string
  readonly #rows: Row[]
  readonly #index: ReadonlyMap<string, number>
  readonly #sent = new Set<string>()

  constructor(plan: CheckpointPlan) {
    this.checkpointId = plan.checkpointId
    this.#rows = [...plan.rows]
    this.#index = new Map(
      plan.rows.flatMap((row, index) => (row.requested ? [[row.projectId, index]] : [])),
    )
  }

  /** The rows as they stand, in the plan's order. */
  get rows(): readonly Row[] {
    return this.#rows
  }

  /** The projects, of those given or of all, about which nothing is settled yet. */
  pending(projectIds: Iterable<string> = this.#index.keys()): string[] {
    return [...projectIds].filter(id => this.#row(id)?.status === 'to-grant')
  }

  /** Notes that a grant of these projects has left, whatever came of it. */
  sent(projectIds: Iterable<string>): void {
    for (const id of projectIds) this.#sent.add(id)
  }

  /** The pending projects of which a grant has left. */
  pendingSent(): string[] {
    return this.pending(this.#sent)
  }

  /** Settles pending projects by permissions that the API shows; returns those it settled. */
  learn(permissions: readonly Permission[]): Permission[] {
    const held = oldestByProject(permissions)
    return this.pending(held.keys()).map(id => {
      const permission = held.get(id) as Permission
      this.#update(id, row => ({
        ...withPermission(row, permission),
        // Another run may have been faster: what this one never sent is not its own doing.
        status: this.#sent.has(id) ? 'granted' : 'shared',
      }))
      return permission
    })
  }

  /** Settles pending projects without a permission. */
  settle(projectIds: Iterable<string>, status: Status, problem: Problem | null): void {
    for (const id of this.pending(projectIds)) {
      this.#update(id, row => ({ ...row, status, problem }))
    }
  }

  #row(projectId: string): Row | undefined {
    const index = this.#index.get(projectId)
    return index === undefined ? undefined : this.#rows[index]
  }

  #update(projectId: string, change: (row: Row) => Row): void {
    const index = this.#index.get(projectId)
    const row = this.#row(projectId)
    if (index !== undefined && row !== undefined) this.#rows[index] = change(row)
  }
}
