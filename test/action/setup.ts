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

/** So many checkpoints, the first of which is CHECKPOINT. */
export const checkpoints = (count: number) =>
  Array.from({ length: count }, (_, i) => (i === 0 ? CHECKPOINT : `${CHECKPOINT}:step-${i}`))

/** So many project IDs: `proj_0`, `proj_1`, … */
export const ids = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `proj_${i + from}`)

/**
 * An API whose organization has `ids(projects)` and CHECKPOINT, which nobody shares. What the
 * setup names comes on top of these projects, and instead of this checkpoint.
 */
export const organization = (projects: number, setup: ApiSetup = {}): Promise<Api> =>
  startApi({
    checkpoints: { [CHECKPOINT]: {} },
    ...setup,
    projects: [...ids(projects).map(id => ({ id, name: `Name ${id}` })), ...(setup.projects ?? [])],
  })

/**
 * Runs the action against the API, for CHECKPOINT unless the inputs name another. An input that is
 * a list is given one item a line.
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

/** The project IDs that hold a permission of the checkpoint, by the server's word, sorted. */
export function holders(api: Api, checkpoint = CHECKPOINT): string[] {
  return api
    .permissions(checkpoint)
    .map(({ project_id }) => project_id)
    .sort()
}

/** The step that a summary offers under a heading, as a workflow reads it. */
export interface SuggestedStep {
  uses: string
  with: Record<string, string>
}

/** The steps in a folded part of the summary; none where there is no such part. */
export function suggestedSteps(
  summary: string | null,
  heading: 'Undo' | 'What would',
): SuggestedStep[] {
  const [, part] = summary?.split(`<details><summary>${heading}`) ?? []
  const yaml = part?.match(/```yaml\n(.*?)\n```/s)?.[1]
  return yaml === undefined ? [] : parse(yaml, { schema: 'failsafe' })
}

/** The IDs of the permissions that the projects hold, by the server's word, in the order given. */
export function permissionIds(api: Api, projects: string[], checkpoint = CHECKPOINT): string[] {
  const permissions = api.permissions(checkpoint)
  return projects.flatMap(id => permissions.find(({ project_id }) => project_id === id)?.id ?? [])
}
