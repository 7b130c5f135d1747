import { DEFAULT_BASE_URL } from '../api/base-url.ts'
import { BATCH_SIZE, REQUESTS_PER_MINUTE } from '../sharing/plan.ts'
import type { Mode, Row } from '../sharing/types.ts'
import { projectsOf, type RunReport, type RunSettings } from './run-report.ts'

// Longer lists aren't useful: permissions-file has everything.
const MAX_STEPS = 10
const MAX_IDS = 500
// The defaults in action.yml.
const DEFAULT_REVOCATIONS = 10
const DEFAULT_MINUTES = 30
// The maximum of share-timeout-minutes.
const MAX_MINUTES = 7_200
// The API was observed to accept 7 to 10 requests per minute, and pauses can be added.
const TIME_FACTOR = 1.5
const EXTRA_MINUTES = 5

/** A checkpoint, and the rows of it that a step is for. */
interface Concerned {
  checkpointId: string
  owner: string | undefined
  /** How many rows the checkpoint has in total, all of which the step lists. */
  listed: number
  rows: readonly Row[]
}

/**
 * Steps that grant or revoke the rows' access, as YAML: one for all checkpoints with the same
 * projects and owner. Empty without rows; null if there are too many.
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
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a GitHub expression
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

/** The minutes that a step needs for the pages that it lists and the writes that it sends. */
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
