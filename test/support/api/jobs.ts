import { HISTORY, randomText, unixNow } from './organization.ts'
import { failure, page } from './responses.ts'
import type { CheckpointSetup, EventSetup, JobSetup } from './setup-types.ts'
import type { Answer, ReceivedRequest } from './types.ts'

const MAX_LIMIT = 100

interface Job {
  id: string
  project: string
  setup: JobSetup
  createdAt: number
  /** How many GETs of the job were handled. */
  polls: number
  /** As returned, newest first. */
  checkpoints: { id: string }[]
  /** As returned, newest first, with the number of polls each waits for. */
  events: { fromPoll: number; event: { id: string } }[]
}

/** The fine-tuning jobs, each visible only to its project's key. */
export class Jobs {
  readonly #jobs: Map<string, Job>

  constructor(setups: Record<string, JobSetup>, defaultProject: string) {
    const createdAt = unixNow() - HISTORY
    this.#jobs = new Map(
      Object.entries(setups).map(([id, setup]) => {
        if (setup.states.length === 0) throw new Error(`The test's job '${id}' has no states`)
        const { project = defaultProject, checkpoints = [], events = [] } = setup
        const job: Job = {
          id,
          project,
          setup,
          createdAt,
          polls: 0,
          checkpoints: makeCheckpoints(id, checkpoints, createdAt),
          events: makeEvents(events, createdAt),
        }
        return [id, job]
      }),
    )
  }

  /** Handles a request on a job; undefined for any other request. */
  answer({ route, query, jobId, projectId }: ReceivedRequest): Answer | undefined {
    if (jobId === undefined) return undefined
    const job = this.#jobs.get(jobId)
    if (job === undefined || job.project !== projectId) {
      const details = { param: 'fine_tune_id', code: 'fine_tune_not_found' }
      return failure(404, `Could not find fine tune: ${jobId}`, details)
    }
    // A copy, so a test that changes a response doesn't change the job.
    if (route === 'job') return structuredClone(retrieve(job))
    return structuredClone((route === 'job-events' ? listEvents : listCheckpoints)(job, query))
  }
}

function makeCheckpoints(jobId: string, setups: CheckpointSetup[], createdAt: number) {
  return setups
    .toSorted((a, b) => a.step - b.step)
    .map(({ step, model, metrics = {} }, index) => ({
      id: `ftckpt_${randomText(24)}`,
      object: 'fine_tuning.job.checkpoint',
      created_at: createdAt + index,
      fine_tuned_model_checkpoint: model,
      fine_tuning_job_id: jobId,
      metrics,
      step_number: step,
    }))
    .reverse()
}

function makeEvents(setups: EventSetup[], createdAt: number) {
  return (
    setups
      .map(({ fromPoll = 0, ...rest }) => ({ fromPoll, rest }))
      // Later events must be newer, or a client that reads on from the newest would miss them.
      .toSorted((a, b) => a.fromPoll - b.fromPoll)
      .map(({ fromPoll, rest }, index) => ({
        fromPoll,
        event: {
          id: `ftevent-${randomText(24)}`,
          object: 'fine_tuning.job.event',
          created_at: createdAt + index,
          level: 'info',
          ...rest,
        },
      }))
      .reverse()
  )
}

/** The job as OpenAI's OpenAPI document shapes it, in its next state. */
function retrieve(job: Job): Answer {
  const { states, model = 'gpt-4o-mini-2024-07-18', fineTunedModel = null } = job.setup
  const next = states[Math.min(job.polls, states.length - 1)] ?? 'queued'
  job.polls += 1
  const { status, ...stated } = typeof next === 'string' ? { status: next } : next
  const succeeded = status === 'succeeded'
  const ended = succeeded || status === 'failed' || status === 'cancelled'
  const hyperparameters = { n_epochs: 3, batch_size: 1, learning_rate_multiplier: 1.8 }
  const body = {
    id: job.id,
    object: 'fine_tuning.job',
    created_at: job.createdAt,
    finished_at: ended ? job.createdAt + HISTORY : null,
    model,
    fine_tuned_model: succeeded ? fineTunedModel : null,
    organization_id: 'org-acme',
    status,
    error: null,
    hyperparameters,
    method: { type: 'supervised', supervised: { hyperparameters } },
    training_file: 'file-training',
    validation_file: null,
    result_files: succeeded ? ['file-result'] : [],
    trained_tokens: succeeded ? 5768 : null,
    seed: 0,
    integrations: [],
    ...stated,
  }
  return { status: 200, body }
}

function listCheckpoints({ checkpoints }: Job, query: Record<string, string>): Answer {
  return page(checkpoints, query, { default: 10, max: MAX_LIMIT }, () => true)
}

function listEvents({ events, polls }: Job, query: Record<string, string>): Answer {
  const shown = events.filter(({ fromPoll }) => fromPoll <= polls).map(({ event }) => event)
  const { status, body } = page(shown, query, { default: 20, max: MAX_LIMIT }, () => true)
  // Unlike other lists, this one has no first and last IDs.
  const { first_id, last_id, ...rest } = body as Record<string, unknown>
  return { status, body: rest }
}
