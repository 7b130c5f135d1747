import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { REPOSITORY } from '../support/runner/folders.ts'

/** A step of a job, with the fields that tests use. */
export interface Step {
  id?: string
  if?: string
  uses?: string
  run?: string
  with?: Record<string, string | number | boolean>
  env?: Record<string, string>
  'continue-on-error'?: boolean
}

/** A job, with the fields that tests use. */
export interface Job {
  uses?: string
  needs?: string | string[]
  if?: string
  with?: Record<string, string | number | boolean>
  secrets?: Record<string, string> | 'inherit'
  steps?: Step[]
  outputs?: Record<string, string>
  permissions?: Record<string, string>
  concurrency?: unknown
  'timeout-minutes'?: number
  strategy?: { matrix: { include?: Record<string, string>[] } }
}

/** An input that a workflow declares. */
export interface WorkflowInput {
  type?: 'string' | 'number' | 'boolean' | 'choice'
  default?: string | number | boolean
}

/** A workflow, with the fields that tests use. */
export interface Workflow {
  on: {
    workflow_dispatch?: { inputs?: Record<string, WorkflowInput> } | null
    workflow_call?: {
      inputs: Record<string, WorkflowInput>
      secrets: Record<string, object>
      outputs: Record<string, { value: string }>
    }
  }
  permissions?: unknown
  concurrency?: unknown
  jobs: Record<string, Job>
}

/** Parses a workflow. */
export const parseWorkflow = (text: string): Workflow => parse(text)

/** The text of a file in this repository. */
export const readText = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8')

/** Every workflow of this repository and its examples, by path. */
export const WORKFLOWS: readonly string[] = ['examples/*.yml', '.github/workflows/*.yml']
  .flatMap(pattern => globSync(pattern, { cwd: REPOSITORY }))
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path !== 'examples/sharing.yml')
  .sort()
