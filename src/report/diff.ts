import { pluralize } from '../common/format.ts'
import type { CheckpointPlan, Row } from '../sharing/types.ts'
import { joinWithin } from './fit.ts'
import type { RunReport } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'

/**
 * What a dry run would change at each checkpoint, as a diff: who gains access and who loses it.
 * Rows that don't fit into `maxBytes` are counted. Empty if nothing would change.
 */
export function diffOf(report: RunReport, sanitizer: Sanitizer, maxBytes: number): string {
  if (!report.settings?.dryRun) return ''
  const changed = (report.plans ?? []).filter(({ rows }) => rows.some(isChange))
  const noteOf = (left: number) => `<p>${pluralize(left, 'more checkpoint')}. See the log.</p>`
  const partOf = (plan: CheckpointPlan, room: number) => checkpointDiff(plan, sanitizer, room)
  return joinWithin(changed, partOf, maxBytes, noteOf, '\n\n')
}

function checkpointDiff(
  { checkpointId, rows }: CheckpointPlan,
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const changes = rows.filter(isChange)
  const unchanged = rows.length - changes.length
  const rest = unchanged === 0 ? [] : [`  ${pluralize(unchanged, 'row')} unchanged`]
  const before = [`<p>${sanitizer.code(checkpointId)}</p>`, '', '```diff']
  const after = [...rest, '```']
  const room = maxBytes - Buffer.byteLength([...before, ...after].join('\n')) - 1
  const noteOf = (left: number) => `  ${pluralize(left, 'change')} omitted. See the log.`
  const lines = joinWithin(changes, row => lineOf(row, sanitizer), room, noteOf)
  return [...before, lines, ...after].join('\n')
}

function isChange({ status }: Row): boolean {
  return status === 'to-grant' || status === 'to-revoke'
}

/** No text can end the code block, because each line begins with a sign. */
function lineOf({ status, projectId, projectName }: Row, { sanitize }: Sanitizer): string {
  const sign = status === 'to-grant' ? '+' : '-'
  const name = projectName === null ? '' : `  ${sanitize(projectName, 100)}`
  return `${sign} ${sanitize(projectId)}${name}`
}
