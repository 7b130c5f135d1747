import { DEFAULT_BASE_URL } from '../api/base-url.ts'
import { BATCH_SIZE, REQUESTS_PER_MINUTE } from '../sharing/plan.ts'
import type { Mode, Row } from '../sharing/types.ts'
import { projectsOf, type RunReport, type RunSettings } from './run-report.ts'

// More steps, or more IDs in one, help nobody: what is left out is in permissions-file.
const MAX_STEPS = 10
const MAX_IDS = 500
// What action.yml has as defaults.
const DEFAULT_REVOCATIONS = 10
const DEFAULT_MINUTES = 30
// The most that the input takes.
const MAX_MINUTES = 7_200
// The API was seen to take 7 to 10 requests per minute, and a pause or two may come on top.
const TIME_FACTOR = 1.5
const EXTRA_MINUTES = 5

/** A checkpoint, and the rows there that a step is about. */
interface Concerned {
  checkpointId: string
  owner: string | undefined
  /** How many rows the checkpoint has in all, each of them in a list that the step reads. */
  listed: number
  rows: readonly Row[]
}

/**
 * Steps that grant or revoke what the rows are about, as YAML: one for all checkpoints with the
 * same projects and owner. Empty without rows; null for too much.
 */
export function stepsFor(report: RunReport, mode: Mode, rows: readonly Row[]): string | null {
  const { settings } = report
  if (rows.length === 0 || settings === null) return ''
  if (rows.length > MAX_IDS) return null
  const plans = new Map((report.plans ?? []).map(plan => [plan.checkpointId, plan]))
  const concerned = [...Map.groupBy(rows, ({ checkpointId }) => checkpointId)].map(
    ([checkpointId, of]): Concerned => {
      const plan = plans.get(checkpointId)
      return {
        checkpointId,
        owner: plan?.owningProjectId,
        listed: plan?.rows.length ?? 0,
        rows: of,
      }
    },
  )
  const groups = Map.groupBy(concerned, ({ owner, rows: of }) =>
    [owner, ...projectsOf(of).sort()].join('\n'),
  )
  if (groups.size > MAX_STEPS) return null
  return [...groups.values()].map(group => stepFor(settings, mode, group)).join('\n')
}

function stepFor(settings: RunSettings, mode: Mode, group: readonly Concerned[]): string {
  const [first] = group
  const checkpointIds = group.map(({ checkpointId }) => checkpointId)
  const revocations = group.reduce((sum, { rows }) => sum + rows.length, 0)
  const minutes = minutesFor(mode, group)
  return [
    `- uses: ${settings.action}`,
    '  with:',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
    '    admin-key: ${{ secrets.OPENAI_ADMIN_KEY }}',
    `    mode: ${mode}`,
    ...block('checkpoint-id', checkpointIds),
    ...block('project-ids', projectsOf(first?.rows ?? [])),
    // Quoted, because YAML could read an ID as a number or a mapping.
    ...(first?.owner === undefined ? [] : [`    owning-project-id: '${first.owner}'`]),
    ...(mode === 'revoke' && revocations > DEFAULT_REVOCATIONS
      ? [`    max-revocations: ${revocations}`]
      : []),
    ...(minutes > DEFAULT_MINUTES ? [`    share-timeout-minutes: ${minutes}`] : []),
    ...(settings.baseUrl.href === DEFAULT_BASE_URL
      ? []
      : [`    base-url: ${settings.baseUrl.href}`]),
  ].join('\n')
}

/** How many minutes a step takes at most: the pages that it lists, and what it sends. */
function minutesFor(mode: Mode, group: readonly Concerned[]): number {
  const requests = group.reduce((sum, { listed, rows }) => {
    const pages = Math.max(1, Math.ceil(listed / BATCH_SIZE))
    const sent = mode === 'grant' ? Math.ceil(projectsOf(rows).length / BATCH_SIZE) : rows.length
    return sum + pages + sent
  }, 0)
  const minutes = Math.ceil((requests / REQUESTS_PER_MINUTE) * TIME_FACTOR) + EXTRA_MINUTES
  return Math.min(MAX_MINUTES, minutes)
}

function block(input: string, ids: readonly string[]): string[] {
  return [`    ${input}: |`, ...ids.map(id => `      ${id}`)]
}
