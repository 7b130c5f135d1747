import { parse } from 'yaml'
import { type Api, type ApiSetup, startApi } from '../support/api.ts'
import { runStep, type StepOptions, type StepResult } from '../support/runner.ts'
import { projectsOf } from './expect-writes.ts'
import { rowsOf } from './server-consistency.ts'
import type { SharedStep } from './shared-step.ts'

export { expectMatchesServer, rowsOf } from './server-consistency.ts'
export type { Row, SharedStep } from './shared-step.ts'

/** The checkpoint of most tests. */
export const CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'

/** This many checkpoints, the first of which is CHECKPOINT. */
export const checkpoints = (count: number) =>
  Array.from({ length: count }, (_, i) => (i === 0 ? CHECKPOINT : `${CHECKPOINT}:step-${i}`))

/** This many project IDs: `proj_0`, `proj_1`, … */
export const ids = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `proj_${i + from}`)

/**
 * An API whose organization has `ids(projects)` and CHECKPOINT, which isn't shared. Projects in the
 * setup are added to these, and its checkpoints replace this one.
 */
export const organization = (projects: number, setup: ApiSetup = {}): Promise<Api> =>
  startApi({
    checkpoints: { [CHECKPOINT]: {} },
    ...setup,
    projects: [...ids(projects).map(id => ({ id, name: `Name ${id}` })), ...(setup.projects ?? [])],
  })

/**
 * Runs the action against the API, for CHECKPOINT unless the inputs name another. A list input is
 * passed with one item per line.
 */
export async function share(
  api: Api,
  inputs: Record<string, string | readonly string[]>,
  options: StepOptions = {},
): Promise<SharedStep> {
  const before = api.requests.length
  const inputEntries = Object.entries(inputs).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.join('\n'),
  ])
  const step = await runStep({
    ...options,
    inputs: {
      'admin-key': api.adminKey,
      'base-url': api.baseUrl,
      'checkpoint-id': CHECKPOINT,
      ...Object.fromEntries(inputEntries),
    },
  })
  const requests = api.requests.slice(before)
  const posts = requests.filter(({ route }) => route === 'create').map(projectsOf)
  const deletes = requests.flatMap(({ route, permissionId = '' }) =>
    route === 'delete' ? [permissionId] : [],
  )
  const { mode, 'dry-run': dryRun } = Object.fromEntries(inputEntries)
  const settings = {
    mode: mode?.trim() || 'grant',
    isDryRun: dryRun?.trim().toLowerCase() === 'true',
  }
  return Object.assign(step, { ...settings, requests, posts, deletes })
}

/** How many requested rows have each status. */
export function statusesOf(step: StepResult): Record<string, number> {
  const requested = rowsOf(step).filter(row => row.requested)
  return Object.fromEntries(
    Object.entries(Object.groupBy(requested, ({ status }) => status)).map(([status, rows = []]) => [
      status,
      rows.length,
    ]),
  )
}

/** The status of each requested row, in the order of the rows. */
export function statusList(step: StepResult): string[] {
  return rowsOf(step)
    .filter(({ requested }) => requested)
    .map(({ status }) => status)
}

/**
 * The IDs of the projects that hold a permission for the checkpoint, according to the server,
 * sorted.
 */
export function holders(api: Api, checkpoint = CHECKPOINT): string[] {
  return api
    .permissions(checkpoint)
    .map(({ project_id }) => project_id)
    .sort()
}

/** A step that a summary suggests under a heading, as a workflow reads it. */
export interface SuggestedStep {
  uses: string
  with: Record<string, string>
}

/** The steps in a collapsed section of the summary; empty if there's no such section. */
export function suggestedSteps(summary: string | null, heading: 'Undo' | 'Fix'): SuggestedStep[] {
  const [, part] = summary?.split(`<details><summary>${heading}`) ?? []
  const yaml = part?.match(/```yaml\n(.*?)\n```/s)?.[1]
  return yaml === undefined ? [] : parse(yaml, { schema: 'failsafe' })
}

/** The IDs of the projects' permissions, according to the server, in the given order. */
export function permissionIds(api: Api, projects: string[], checkpoint = CHECKPOINT): string[] {
  const permissions = api.permissions(checkpoint)
  return projects.flatMap(id => permissions.find(({ project_id }) => project_id === id)?.id ?? [])
}
