import { InvalidInputsError } from '../../src/common/validation.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { envOf } from '../support/input-env.ts'

/** The runner's token. */
export const TOKEN = 'runner-token-0123456789'
/** What the runner sets in a job that can request OIDC tokens. */
export const RUNNER = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/token?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: TOKEN,
}
/** A step that reads a job as a service account. */
export const WAIT = {
  mode: 'wait',
  'admin-key': '',
  'checkpoint-id': '',
  'project-ids': '',
  'fine-tuning-job-id': 'ftjob-a',
  'service-account-id': 'svcacct_a',
  'identity-provider-id': 'idp_a',
}
/** A step that verifies a project with a service account. */
export const VERIFY = {
  'project-ids': 'proj_a',
  'identity-provider-id': 'idp_a',
  'verify-service-accounts': 'proj_a=svcacct_a',
}

/** Inputs or variables by name. */
export type Given = Record<string, string>

/** What is wrong, as `input: message`. */
export function issuesOf(inputs: Given, env: Given = RUNNER): string[] {
  try {
    readInputs({ ...envOf(inputs), ...env })
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.issues.map(({ input, message }) => `${input}: ${message}`)
  }
}
