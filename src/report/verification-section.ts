import type { Verification } from '../sharing/verify.ts'
import { problemLines } from './problem.ts'
import type { Sanitizer } from './sanitize.ts'
import { renderTable } from './table.ts'

const TITLE = '<h4>Verification</h4>\n'

/** Which projects can use which models, in at most `maxBytes`; empty if none was verified. */
export function verificationSection(
  verifications: readonly Verification[],
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  if (verifications.length === 0) return ''
  const { code, html } = sanitizer
  const lineOf = ({ projectId, checkpointId, model, problem, isCertain }: Verification) => [
    code(projectId),
    code(checkpointId),
    problem === null
      ? '✅&nbsp;can use it'
      : [
          isCertain ? "❌&nbsp;can't use it" : '❓&nbsp;not verified',
          ...problemLines(problem, sanitizer),
        ].join('<br>'),
    model?.ownedBy ? html(model.ownedBy, 100) : '',
    model?.shutdownDate ? html(model.shutdownDate, 100) : '',
  ]
  const heads = ['Project', 'Model', 'Result', 'Owned by', 'Shutdown date']
  const room = maxBytes - Buffer.byteLength(TITLE)
  return `${TITLE}${renderTable(heads, verifications, lineOf, room, 'See the log.')}`
}
