/**
 * What a run has seen of rejected batches. Whether one applies in part is not documented, so each
 * is followed by a read, until a batch that left nothing behind turns out to have begun with a
 * project that can be granted: then rejections take all of a batch or nothing.
 */
export class BatchAtomicity {
  #sawPart = false
  #areWhole = false
  readonly #firsts = new Set<string>()

  /** Whether it is settled that a rejected batch leaves nothing behind. */
  get isAtomic(): boolean {
    return this.#areWhole && !this.#sawPart
  }

  /** Notes what a read after a rejection showed. */
  recordRejection(checkpointId: string, batch: readonly string[], appliedInPart: boolean): void {
    if (appliedInPart) this.#sawPart = true
    else if (batch[0] !== undefined) this.#firsts.add(`${checkpointId} ${batch[0]}`)
  }

  /** Notes a grant that went through. */
  recordGrant(checkpointId: string, projectIds: readonly string[]): void {
    if (projectIds.some(id => this.#firsts.has(`${checkpointId} ${id}`))) this.#areWhole = true
  }
}
