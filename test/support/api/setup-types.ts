/** The statuses that OpenAI's OpenAPI document lists for a fine-tuning job. */
export type JobStatus =
  | 'validating_files'
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'

/** The response to one GET of a job: a status, or a status of any name with its details. */
export type JobState =
  | JobStatus
  | {
      status: string
      /** By default the job's once the status is 'succeeded', and null before. */
      fine_tuned_model?: string | null
      /** Null by default. */
      error?: { code: string | null; message: string | null; param: string | null } | null
      /** Unix seconds; omitted by default. */
      estimated_finish?: number | null
    }

/** A job's checkpoint. */
export interface CheckpointSetup {
  step: number
  /** The ID for using and sharing it: `ft:…:ckpt-step-N`. */
  model: string
  /** None by default; an undefined one is omitted. */
  metrics?: Record<string, number | null | undefined>
}

/** A job's event. */
export interface EventSetup {
  message: string
  /** 'info' by default. */
  level?: 'info' | 'warn' | 'error'
  /** Omitted by default, as is `data`. */
  type?: 'message' | 'metrics'
  data?: unknown
  /** After how many GETs of the job the event shows; 0 by default. */
  fromPoll?: number
}

/** A fine-tuning job. */
export interface JobSetup {
  /** The project whose key can see it; that of the API's `projectKey` by default. */
  project?: string
  /** The base model, 'gpt-4o-mini-2024-07-18' by default. */
  model?: string
  /** The responses to GET in order, with the last one repeated; at least one. */
  states: JobState[]
  /** The model that it produces. */
  fineTunedModel?: string
  /** In any order; none by default. */
  checkpoints?: CheckpointSetup[]
  /** Oldest first, except one that shows later; none by default. */
  events?: EventSetup[]
}

/** A model. */
export interface ModelSetup {
  /** The projects whose keys can see it. */
  projects: string[]
  /** 'acme' by default. */
  ownedBy?: string
  /** Omitted by default. */
  shutdownDate?: string
  /** From which attempt on a key sees it, counted for each key; 1 by default. */
  visibleFromTry?: number
}

/** Which models a project can use: `project.model_permissions`. */
export interface ModelPolicy {
  mode: 'allow_list' | 'deny_list'
  model_ids: string[]
}
