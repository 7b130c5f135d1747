import type { CheckpointPlan, Row } from '../sharing/types.ts'
import { counted } from '../common/format.ts'
import type { RunReport } from './run-report.ts'
import { fitted } from './table.ts'
import type { Text } from './sanitize.ts'

const DIFF_BYTES = 200_000

/**
 * What a dry run would change, checkpoint by checkpoint, as a diff: who gains access and who loses
 * it. Empty where nothing would change.
 */
export function diffOf(report: RunReport, text: Text): string {
  if (!report.asked?.dryRun) return ''
  const parts = (report.checkpoints ?? []).flatMap(checkpoint => partOf(checkpoint, text))
  const noteOf = (left: number) =>
    `<p>${counted(left, 'further checkpoint')} left out here: the log has them all.</p>`
  return fitted(parts, DIFF_BYTES, noteOf).join('\n\n')
}

function partOf({ checkpointId, rows }: CheckpointPlan, text: Text): string[] {
  const changes = rows.filter(({ status }) => status === 'to-grant' || status === 'to-revoke')
  if (changes.length === 0) return []
  const unchanged = rows.length - changes.length
  const lines = changes.map(row => lineOf(row, text))
  const rest = unchanged === 0 ? [] : [`  ${counted(unchanged, 'row')} unchanged`]
  const diff = ['```diff', ...lines, ...rest, '```'].join('\n')
  return [`<p>${text.code(checkpointId)}</p>\n\n${diff}`]
}

/** No text in it can end the block, because each line begins with a sign. */
function lineOf({ status, projectId, projectName }: Row, { clean }: Text): string {
  const sign = status === 'to-grant' ? '+' : '-'
  const name = projectName === null ? '' : `  ${clean(projectName, 100)}`
  return `${sign} ${clean(projectId)}${name}`
}
