import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { listItems } from '../../src/inputs/raw-inputs.ts'
import type { RunSettings } from '../../src/report/run-report.ts'
import { fixSteps, undoSteps } from '../../src/report/undo-and-fix-steps.ts'
import type { Status } from '../../src/sharing/status.ts'
import type { CheckpointPlan } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT, SETTINGS } from './fixtures.ts'

const INPUT_NAMES = Object.keys(
  parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')).inputs,
)

/** What a workflow step would do. */
export interface Step {
  mode: string
  checkpoints: string[]
  projects: string[]
  max: number | undefined
}

/** The placeholder for too many steps. */
export const TOO_MANY_STEPS: Step[] = [
  { mode: 'too much', checkpoints: [], projects: [], max: undefined },
]

/** The items of a list, which must be written one per line, each once. */
function itemsOf(value: unknown): string[] {
  const items = listItems(String(value))
  expect(value).toBe(`${items.join('\n')}\n`)
  return items
}

/** The steps in the YAML, each of which must be valid for this action. */
function parseSteps(yaml: string): Step[] {
  if (yaml.startsWith('# Too many')) {
    expect(parse(yaml)).toBeNull()
    expect(yaml).toContain('permissions-file')
    return TOO_MANY_STEPS
  }
  const steps: { uses: string; with: Record<string, unknown> }[] = yaml === '' ? [] : parse(yaml)
  return steps.map(step => {
    expect(Object.keys(step)).toEqual(['uses', 'with'])
    expect(step.uses).toBe(SETTINGS.action)
    expect(INPUT_NAMES).toEqual(expect.arrayContaining(Object.keys(step.with)))
    expect(step.with['admin-key']).toMatch(/^\$\{\{ secrets\.\w+ \}\}$/)
    const max = step.with['max-revocations']
    return {
      mode: String(step.with.mode),
      checkpoints: itemsOf(step.with['checkpoint-id']),
      projects: itemsOf(step.with['project-ids']),
      max: max === undefined ? undefined : Number(max),
    }
  })
}

/** The report of a run with these settings and plans. */
export const reportOf = (settings: Partial<RunSettings>, plans: readonly CheckpointPlan[]) => ({
  ...REPORT,
  settings: { ...SETTINGS, ...settings },
  plans,
})
/** The steps that would undo a run. */
export const parsedUndoSteps = (...plans: CheckpointPlan[]) =>
  parseSteps(undoSteps(reportOf({}, plans)))
/** The steps that would make a check succeed. */
export const parsedFixSteps = (settings: Partial<RunSettings>, ...plans: CheckpointPlan[]) =>
  parseSteps(fixSteps(reportOf({ mode: 'check', ...settings }, plans)))

/** A checkpoint at which each of these projects has the status. */
export const planWithStatus = (
  checkpointId: string,
  status: Status,
  ...projectIds: string[]
): CheckpointPlan => planOf(...projectIds.map(projectId => ({ checkpointId, status, projectId })))
/** The same for projects that weren't requested. */
export const planWithOthers = (checkpointId: string, ...projectIds: string[]): CheckpointPlan =>
  planOf(
    ...projectIds.map(
      projectId => ({ checkpointId, projectId, status: 'shared', requested: false }) as const,
    ),
  )
/** This many project IDs. */
export const projectIds = (length: number) => Array.from({ length }, (_, index) => `proj_${index}`)
/** A step as `parsedUndoSteps` and `parsedFixSteps` return it. */
export const step = (mode: string, plans: string[], projectIds: string[], max?: number): Step => ({
  mode,
  checkpoints: plans,
  projects: projectIds,
  max,
})
