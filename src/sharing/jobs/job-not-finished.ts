/** A job that produced no model: it ended without one, or isn't finished. `message` is raw. */
export class JobNotFinishedError extends Error {
  override readonly name = 'JobNotFinishedError'
  /** The outcome for a headline: the job's ID and the action's own words. */
  readonly summary: string
  /** How to fix it; null if unknown. */
  readonly hint: string | null

  constructor(jobId: string, outcome: string, message: string, hint: string | null = null) {
    super(message)
    this.summary = `Fine-tuning job ${jobId} ${outcome}`
    this.hint = hint
  }
}

/** The error for a job that succeeded without a model. */
export function noModelError(jobId: string): JobNotFinishedError {
  const message = `${jobId} succeeded but returned no model`
  return new JobNotFinishedError(jobId, 'returned no model', message)
}

const CLAUSES = new Map([
  ['failed', 'failed'],
  ['cancelled', 'was cancelled'],
  ['validating_files', 'is still validating files'],
  ['pending', 'is still pending'],
  ['queued', 'is still queued'],
  ['running', 'is still running'],
  ['paused', 'is paused'],
])

/** The headline's words for a status. An unknown status from the server isn't repeated. */
export function stateClause(status: string): string {
  return CLAUSES.get(status) ?? "hasn't finished"
}
