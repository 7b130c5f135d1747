import type { Api } from '../support/api.ts'
import { type JobOutcome, runWorkflow, type WorkflowSetup } from './run-workflow.ts'

/** Runs an example in a folder against the API, with every secret that examples use. */
export function runExample(
  name: string,
  folder: string,
  api: Api,
  setup: Partial<WorkflowSetup> = {},
): Promise<Record<string, JobOutcome>> {
  return runWorkflow(`examples/${name}`, {
    folder,
    secrets: {
      OPENAI_ADMIN_KEY: api.adminKey,
      OPENAI_READ_ONLY_ADMIN_KEY: api.readOnlyAdminKey,
      OPENAI_TRAINING_KEY: api.projectKey,
      OPENAI_PROD_KEY: api.projectKeys.proj_prod ?? '',
      GATEWAY_ADMIN_KEY: api.adminKey,
    },
    defaults: { 'base-url': api.baseUrl },
    ...setup,
  })
}

/** Each job's result. */
export const results = (jobs: Record<string, JobOutcome>) =>
  Object.fromEntries(Object.entries(jobs).map(([id, { result }]) => [id, result]))
