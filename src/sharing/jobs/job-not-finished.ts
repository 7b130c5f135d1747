/** A job that will not, or did not in time, make a model; `message` is raw. */
export class JobNotFinishedError extends Error {
  override readonly name = 'JobNotFinishedError'
  /** What became of it, as a clause for a headline: its ID and the action's own words. */
  readonly summary: string

  constructor(jobId: string, outcome: string, message: string) {
    super(message)
    this.summary = `Fine-tuning job ${jobId} ${outcome}`
  }
}

/** The error of a job that has succeeded without a model. */
export function noModelError(jobId: string): JobNotFinishedError {
  const message = `${jobId} has succeeded, but names no model that it made`
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

/** What a headline says of a job with that status. It repeats no word of the server's. */
export function stateClause(status: string): string {
  return CLAUSES.get(status) ?? "hasn't finished"
}
