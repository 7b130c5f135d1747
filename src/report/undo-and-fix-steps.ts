import { DEFAULT_BASE_URL } from '../api/base-url.ts'
import type { Mode, Row } from '../sharing/types.ts'
import { projectsOf, type RunReport, rowsOf } from './run-report.ts'

// More steps, or more IDs in one, help nobody: what is left out is in permissions-file.
const MAX_STEPS = 10
const MAX_IDS = 500
// A comment, because it stands where steps would.
const TOO_MUCH =
  '# Too much to be written out here: the output permissions-file has every row to make the steps from.'

/**
 * The steps, as YAML, that would take back what a run changed: revoke what it granted, and grant
 * what it revoked. Empty where it changed nothing, or too much to be written out.
 */
export function undoSteps(report: RunReport): string {
  const rows = rowsOf(report)
  return joinSteps([
    stepsFor(report, 'revoke', rowsWithStatus(rows, 'granted')),
    stepsFor(report, 'grant', rowsWithStatus(rows, 'revoked')),
  ])
}

/** The steps, as YAML, that would make a failed check succeed. Empty as above. */
export function fixSteps(report: RunReport): string {
  if (report.settings?.mode !== 'check') return ''
  const rows = rowsOf(report)
  const extra = report.settings.exact
    ? rows.filter(row => !row.requested && row.status === 'shared')
    : []
  return joinSteps([
    stepsFor(report, 'grant', rowsWithStatus(rows, 'not-shared')),
    stepsFor(report, 'revoke', extra),
  ])
}

/** All of the steps or a word in their place: half of an undo would pass for the whole. */
function joinSteps(steps: readonly (string | null)[]): string {
  if (steps.includes(null)) return TOO_MUCH
  return steps.filter(step => step !== '').join('\n')
}

function rowsWithStatus(rows: readonly Row[], status: Row['status']): Row[] {
  return rows.filter(row => row.status === status)
}

/** One step for all checkpoints at which the same projects are concerned; null for too much. */
function stepsFor({ settings }: RunReport, mode: Mode, rows: readonly Row[]): string | null {
  if (rows.length === 0 || settings === null) return ''
  if (rows.length > MAX_IDS) return null
  const checkpoints = Map.groupBy(rows, ({ checkpointId }) => checkpointId)
  const groups = Map.groupBy(checkpoints, ([, of]) => projectsOf(of).sort().join('\n'))
  if (groups.size > MAX_STEPS) return null
  return [...groups.values()]
    .map(of => {
      const projectIds = projectsOf(of[0]?.[1] ?? [])
      const revocations = of.reduce((sum, [, concerned]) => sum + concerned.length, 0)
      return [
        `- uses: ${settings.action}`,
        '  with:',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
        '    admin-key: ${{ secrets.OPENAI_ADMIN_KEY }}',
        `    mode: ${mode}`,
        ...block(
          'checkpoint-id',
          of.map(([checkpointId]) => checkpointId),
        ),
        ...block('project-ids', projectIds),
        ...(mode === 'revoke' && revocations > 10 ? [`    max-revocations: ${revocations}`] : []),
        ...(settings.baseUrl.href === DEFAULT_BASE_URL
          ? []
          : [`    base-url: ${settings.baseUrl.href}`]),
      ].join('\n')
    })
    .join('\n')
}

function block(input: string, ids: readonly string[]): string[] {
  return [`    ${input}: |`, ...ids.map(id => `      ${id}`)]
}
