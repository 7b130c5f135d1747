import { InvalidInputsError, type ValidationIssue } from '../../src/common/validation.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/defaults.ts'
import type { Env } from '../../src/inputs/raw-inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import type { Mode } from '../../src/sharing/types.ts'
import { CHECKPOINT } from './fixtures.ts'

/** An admin key. */
export const KEY = 'sk-admin-0123456789abcdefghij'

/** The required inputs of a workflow. */
export const REQUIRED_INPUTS = {
  'admin-key': KEY,
  'checkpoint-id': CHECKPOINT,
  'project-ids': 'proj_a',
}

/** A project's API key. */
export const API_KEY = 'sk-proj-0123456789abcdefghij'

/** A job, and the key that can read it. */
export const JOB = { 'fine-tuning-job-id': 'ftjob-a', 'api-key': API_KEY }

/** A mode's required inputs besides REQUIRED_INPUTS; `wait` reads jobs, and takes no admin key. */
export function inputsOf(mode: Mode): Record<string, string> {
  return mode === 'wait' ? { ...JOB, mode, 'admin-key': '', 'checkpoint-id': '' } : { mode }
}

/** The environment that the runner creates from inputs, including defaults. */
export function envOf(inputs: Record<string, string>): Env {
  const all = Object.entries({ ...INPUT_DEFAULTS, ...REQUIRED_INPUTS, ...inputs })
  return Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}

/** The issues of an environment. */
export function issuesOf(env: Env): readonly ValidationIssue[] {
  try {
    readInputs(env)
    return []
  } catch (error) {
    if (error instanceof InvalidInputsError) return error.issues
    throw error
  }
}
