/** The statuses that OpenAI's OpenAPI document lists for a fine-tuning job. */
export type JobStatus =
  | 'validating_files'
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'

/** What one GET of a job answers: a status, or one of any name with what comes with it. */
export type JobState =
  | JobStatus
  | {
      status: string
      /** By default the job's, once the status is 'succeeded', and null before. */
      fine_tuned_model?: string | null
      /** Null by default. */
      error?: { code: string | null; message: string | null; param: string | null } | null
      /** Unix seconds; left out by default. */
      estimated_finish?: number | null
    }

/** A checkpoint that a job kept. */
export interface CheckpointSetup {
  step: number
  /** The ID by which it is used and shared: `ft:…:ckpt-step-N`. */
  model: string
  /** None by default; an undefined one is left out. */
  metrics?: Record<string, number | null | undefined>
}

/** An event of a job. */
export interface EventSetup {
  message: string
  /** 'info' by default. */
  level?: 'info' | 'warn' | 'error'
  /** Left out by default, as is `data`. */
  type?: 'message' | 'metrics'
  data?: unknown
  /** How many GETs of the job it takes for the event to show; 0 by default. */
  fromPoll?: number
}

/** A fine-tuning job. */
export interface JobSetup {
  /** The project whose key can see it; that of the API's `projectKey` by default. */
  project?: string
  /** The base model, 'gpt-4o-mini-2024-07-18' by default. */
  model?: string
  /** What GET answers, one after the other, the last one repeated; one at least. */
  states: JobState[]
  /** The model that it makes. */
  fineTunedModel?: string
  /** In any order; none by default. */
  checkpoints?: CheckpointSetup[]
  /** Oldest first, but for one that shows later; none by default. */
  events?: EventSetup[]
}

/** A model. */
export interface ModelSetup {
  /** The projects whose keys can see it. */
  projects: string[]
  /** 'acme' by default. */
  ownedBy?: string
  /** Left out by default. */
  shutdownDate?: string
  /** The try, counted for each key that may see it, from which on it does; 1 by default. */
  visibleFromTry?: number
}
