import { pluralize } from '../common/format.ts'
import type { CheckpointPlan, Row } from '../sharing/types.ts'
import type { RunReport } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'
import { truncateLines } from './table.ts'

const DIFF_BYTES = 200_000

/**
 * What a dry run would change at each checkpoint, as a diff: who gains access and who loses it.
 * Empty if nothing would change.
 */
export function diffOf(report: RunReport, sanitizer: Sanitizer): string {
  if (!report.settings?.dryRun) return ''
  const parts = (report.plans ?? []).flatMap(checkpoint => partOf(checkpoint, sanitizer))
  const noteOf = (left: number) => `<p>${pluralize(left, 'more checkpoint')}. See the log.</p>`
  return truncateLines(parts, DIFF_BYTES, noteOf).join('\n\n')
}

function partOf({ checkpointId, rows }: CheckpointPlan, sanitizer: Sanitizer): string[] {
  const changes = rows.filter(({ status }) => status === 'to-grant' || status === 'to-revoke')
  if (changes.length === 0) return []
  const unchanged = rows.length - changes.length
  const lines = changes.map(row => lineOf(row, sanitizer))
  const rest = unchanged === 0 ? [] : [`  ${pluralize(unchanged, 'row')} unchanged`]
  const diff = ['```diff', ...lines, ...rest, '```'].join('\n')
  return [`<p>${sanitizer.code(checkpointId)}</p>\n\n${diff}`]
}

/** No text can end the code block, because each line begins with a sign. */
function lineOf({ status, projectId, projectName }: Row, { sanitize }: Sanitizer): string {
  const sign = status === 'to-grant' ? '+' : '-'
  const name = projectName === null ? '' : `  ${sanitize(projectName, 100)}`
  return `${sign} ${sanitize(projectId)}${name}`
}
