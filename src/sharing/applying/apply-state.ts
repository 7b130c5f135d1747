import { BATCH_SIZE } from '../plan.ts'
import type { Problem } from '../types.ts'

/** What a run learns at one checkpoint and uses at the others. */
export class ApplyState {
  /** Set once the key itself was rejected, so no other write can succeed. */
  get stop(): Problem | null {
    return this.#stop
  }
  set stop(problem: Problem | null) {
    this.#stop = problem
    if (problem !== null) this.#stopping.abort()
  }
  /** Aborts once `stop` is set. */
  get stopping(): AbortSignal {
    return this.#stopping.signal
  }
  /** The most project IDs in one POST. */
  batchSize = BATCH_SIZE
  #stop: Problem | null = null
  readonly #stopping = new AbortController()
  readonly #accepting = new Set<string>()
  readonly #rejections = new Map<string, { checkpointId: string; problem: Problem }[]>()
  readonly #owners = new Set<string>()

  /** Records that the API accepted a grant at a checkpoint. */
  recordGrant(checkpointId: string): void {
    this.#accepting.add(checkpointId)
  }

  /** Records that the API rejected a project at a checkpoint. */
  recordRejection(checkpointId: string, projectId: string, problem: Problem): void {
    const rejections = this.#rejections.get(projectId) ?? []
    this.#rejections.set(projectId, [...rejections, { checkpointId, problem }])
  }

  /** Records that a project owns a checkpoint, so it's likely to own others. */
  recordOwner(projectId: string): void {
    this.#owners.add(projectId)
  }

  /** Why a project was rejected at a checkpoint that accepted others; null if it wasn't. */
  rejectionOf(projectId: string): Problem | null {
    const rejections = this.#rejections.get(projectId) ?? []
    const found = rejections.find(({ checkpointId }) => this.#accepting.has(checkpointId))
    return found?.problem ?? null
  }

  /** Whether the API is likely to reject a POST because of this project. */
  isSuspect(projectId: string): boolean {
    return this.#owners.has(projectId) || this.rejectionOf(projectId) !== null
  }
}
