import type {
  Answer,
  Api,
  ApiSetup,
  JobSetup,
  JobState,
  ModelSetup,
  ReceivedRequest,
} from '../support/api.ts'
import type { StepOptions } from '../support/runner.ts'
import { CHECKPOINT, ids, organization, type SharedStep, share } from './setup.ts'

/** The fine-tuning job of most tests. */
export const JOB = 'ftjob-abc123'

/** How many times faster than real time the steps that wait for jobs run. */
export const SPEED = 50

/** An API with three projects, and JOB, which goes through the states and produces CHECKPOINT. */
export const organizationWithJob = (
  states: JobState[],
  setup: ApiSetup = {},
  job: Partial<JobSetup> = {},
): Promise<Api> =>
  organization(3, {
    ...setup,
    jobs: { [JOB]: { states, fineTunedModel: CHECKPOINT, ...job }, ...setup.jobs },
  })

/** An API with three projects, each with a key, and the models that they can see. */
export const organizationWithKeys = (
  models: Record<string, ModelSetup>,
  setup: ApiSetup = {},
): Promise<Api> => organization(3, { projectKeys: [...ids(3), 'proj_gone'], models, ...setup })

/** Runs the action for JOB and `proj_0`, at SPEED by default. */
export const shareJob = (
  api: Api,
  inputs: Record<string, string | readonly string[]> = {},
  options: StepOptions = { speed: SPEED },
): Promise<SharedStep> =>
  share(
    api,
    {
      'checkpoint-id': '',
      'fine-tuning-job-id': JOB,
      'api-key': api.projectKey,
      'project-ids': 'proj_0',
      ...inputs,
    },
    options,
  )

/** The inputs of a step that only waits. */
export const WAIT = { mode: 'wait', 'admin-key': '', 'project-ids': '' }

/** The GETs of a job. */
export const pollsOf = ({ requests }: SharedStep, jobId = JOB): ReceivedRequest[] =>
  requests.filter(request => request.route === 'job' && request.jobId === jobId)

/** The GETs of models. */
export const modelRequests = ({ requests }: SharedStep): ReceivedRequest[] =>
  requests.filter(({ route }) => route === 'model')

/** Seconds, in the step's own time, between consecutive GETs of a job. */
export function pollIntervals(step: SharedStep, speed: number, jobId = JOB): number[] {
  const polls = pollsOf(step, jobId)
  return polls.slice(1).map(({ at }, i) => ((at - (polls[i]?.at ?? 0)) * speed) / 1000)
}

/** How many lines of the log contain the text. */
export const countLines = ({ log }: SharedStep, text: string): number =>
  log.split('\n').filter(line => line.includes(text)).length

/** `verify-keys` for the projects, each with its own key. */
export const verifyKeysFor = (api: Api, projects: readonly string[]): string[] =>
  projects.map(id => `${id}=${api.projectKeys[id]}`)

/** A list response with this many items, and `has_more`. */
export function truncatedList(normal: Answer, max: number): Answer {
  const { data, ...rest } = normal.body as { data: { id: string }[] }
  const shown = data.slice(0, max)
  const ends = { last_id: shown.at(-1)?.id ?? null, has_more: data.length > max }
  return { ...normal, body: { ...rest, data: shown, ...ends } }
}
