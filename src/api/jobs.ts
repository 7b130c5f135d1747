import * as v from 'valibot'
import type { CallOptions } from './call.ts'
import type { Client } from './client.ts'
import { listAll, PageSize } from './pagination.ts'
import { apiId, MAX_UNIX_SECONDS } from './schemas.ts'

/** A fine-tuning job: `fine_tuning.job` in OpenAI's OpenAPI document. */
export interface Job {
  id: string
  /** `validating_files`, `queued`, `running`, `succeeded`, `failed`, `cancelled`, or a new one. */
  status: string
  /** The resulting model, null if there's none (yet). */
  fineTunedModel: string | null
  /** Why it failed; texts are raw. */
  error: { code: string | null; message: string | null } | null
  /** Unix seconds. */
  estimatedFinish: number | null
}

/** Losses of one step; null if they weren't measured. */
export interface Losses {
  trainLoss: number | null
  validLoss: number | null
  fullValidLoss: number | null
}

/** A checkpoint of a job: `fine_tuning.job.checkpoint`. */
export interface JobCheckpoint extends Losses {
  /** The ID for using and sharing it: `ft:…:ckpt-step-N`. */
  checkpointId: string
  step: number
}

/** An event of a job: `fine_tuning.job.event`. */
export interface JobEvent {
  id: string
  level: string
  /** Raw. */
  message: string
  /** The losses of one step, null for other events. */
  metrics: ({ step: number } & Losses) | null
}

/** The fine-tuning jobs that a project's key can read. */
export interface JobsApi {
  /** @throws ApiError if the job can't be read */
  get(jobId: string): Promise<Job>
  /**
   * All checkpoints, from all pages, in the order of their steps.
   *
   * @throws ApiError if the list can't be read completely
   */
  checkpoints(jobId: string, options?: CallOptions): Promise<JobCheckpoint[]>
  /**
   * New events, oldest first. Reads from the newest back to a known event, at most 20 pages.
   *
   * @throws ApiError if a page can't be read
   */
  events(
    jobId: string,
    isKnown: (eventId: string) => boolean,
    options?: CallOptions,
  ): Promise<JobEvent[]>
}

// A job that wasn't read for a long time has more events than are worth reading.
const MAX_EVENT_PAGES = 20

const optionalNumber = v.optional(v.nullable(v.number()))

export const jobSchema = v.object({
  id: apiId,
  status: v.string(),
  fine_tuned_model: v.optional(v.nullable(apiId)),
  error: v.optional(
    v.nullable(
      v.object({
        code: v.optional(v.nullable(v.string())),
        message: v.optional(v.nullable(v.string())),
      }),
    ),
  ),
  estimated_finish: v.optional(
    v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_UNIX_SECONDS))),
  ),
})

const lossesSchema = v.object({
  train_loss: optionalNumber,
  valid_loss: optionalNumber,
  full_valid_loss: optionalNumber,
})

export const jobCheckpointSchema = v.object({
  id: apiId,
  fine_tuned_model_checkpoint: apiId,
  step_number: v.pipe(v.number(), v.integer()),
  metrics: v.optional(v.nullable(lossesSchema)),
})

export const jobEventSchema = v.object({
  id: apiId,
  level: v.string(),
  message: v.string(),
  type: v.optional(v.nullable(v.string())),
  data: v.optional(v.unknown()),
})

const metricsSchema = v.object({ step: v.number(), ...lossesSchema.entries })

/** The fine-tuning endpoints, called with a project's key. */
export function jobsApi(client: Client): JobsApi {
  const pageSize = new PageSize()

  async function get(jobId: string): Promise<Job> {
    const operation = `read the fine-tuning job ${jobId}`
    const { value } = await client.call({
      operation,
      method: 'GET',
      path: pathOf(jobId),
      schema: v.pipe(
        jobSchema,
        v.check(job => job.id === jobId, 'it describes another job'),
      ),
    })
    const { id, status, fine_tuned_model, error, estimated_finish } = value
    return {
      id,
      status,
      fineTunedModel: fine_tuned_model ?? null,
      // A job that hasn't failed also has an error, whose properties are all null.
      error:
        error?.message || error?.code
          ? { code: error.code ?? null, message: error.message ?? null }
          : null,
      estimatedFinish: estimated_finish ?? null,
    }
  }

  async function checkpoints(jobId: string, options: CallOptions = {}): Promise<JobCheckpoint[]> {
    const items = await listAll(client, {
      ...options,
      operation: `list the checkpoints of ${jobId}`,
      path: `${pathOf(jobId)}/checkpoints`,
      pageSize,
      item: jobCheckpointSchema,
    })
    return items
      .map(({ fine_tuned_model_checkpoint: checkpointId, step_number: step, metrics }) => ({
        checkpointId,
        step,
        ...toLosses(metrics ?? {}),
      }))
      .sort((a, b) => a.step - b.step)
  }

  async function events(
    jobId: string,
    isKnown: (eventId: string) => boolean,
    options: CallOptions = {},
  ): Promise<JobEvent[]> {
    const items = await listAll(client, {
      ...options,
      operation: `list the events of ${jobId}`,
      path: `${pathOf(jobId)}/events`,
      pageSize,
      item: jobEventSchema,
      until: (page, read) => read >= MAX_EVENT_PAGES || page.some(({ id }) => isKnown(id)),
    })
    return items
      .filter(({ id }) => !isKnown(id))
      .map(toEvent)
      .reverse()
  }

  return { get, checkpoints, events }
}

function pathOf(jobId: string): string {
  return `/fine_tuning/jobs/${encodeURIComponent(jobId)}`
}

function toEvent({
  id,
  level,
  message,
  type,
  data,
}: v.InferOutput<typeof jobEventSchema>): JobEvent {
  const metrics = type === 'metrics' ? v.safeParse(metricsSchema, data) : null
  const losses = metrics?.success ? toLosses(metrics.output) : null
  // Reinforcement fine-tuning reports rewards instead, which are in the message.
  const hasLoss = losses !== null && Object.values(losses).some(loss => loss !== null)
  return {
    id,
    level,
    message,
    metrics: metrics?.success && hasLoss ? { step: metrics.output.step, ...losses } : null,
  }
}

function toLosses(losses: v.InferOutput<typeof lossesSchema>): Losses {
  return {
    trainLoss: losses.train_loss ?? null,
    validLoss: losses.valid_loss ?? null,
    fullValidLoss: losses.full_valid_loss ?? null,
  }
}
