import { pluralize } from '../common/format.ts'
import type { Row } from '../sharing/types.ts'
import { type RunReport, rowsOf } from './run-report.ts'
import { stepsFor } from './workflow-steps.ts'

// A comment, because it replaces the steps.
const TOO_MUCH = '# Too many changes to list. See permissions-file for every row.'

/**
 * The steps, as YAML, that undo a run: they grant what it revoked, then revoke what it granted, so
 * a step that fails leaves no project without access. Empty if the run changed nothing, and a
 * comment if it changed too much.
 */
export function undoSteps(report: RunReport): string {
  const rows = rowsOf(report)
  const unknown = report.settings?.dryRun ? 0 : withStatus(rows, 'unknown').length
  return joinSteps(
    [
      stepsFor(report, 'grant', withStatus(rows, 'revoked')),
      stepsFor(report, 'revoke', withStatus(rows, 'granted')),
    ],
    unknown === 0
      ? []
      : [
          `# Not included: ${pluralize(unknown, 'change')} with an unknown outcome. Check permissions-file.`,
        ],
  )
}

/** The steps, as YAML, that fix a failed check, as far as access could be read. Empty as above. */
export function fixSteps(report: RunReport): string {
  if (report.settings?.mode !== 'check') return ''
  const rows = rowsOf(report)
  const missing = withStatus(rows, 'not-shared')
  const extra = report.settings.exact
    ? rows.filter(row => !row.requested && row.status === 'shared')
    : []
  const unread = unreadCount(report)
  const withoutOwner = new Set(
    report.plans?.filter(one => one.owningProjectId === undefined).map(one => one.checkpointId),
  )
  return joinSteps(
    [stepsFor(report, 'grant', missing), stepsFor(report, 'revoke', extra)],
    [
      ...(unread === 0
        ? []
        : [
            `# Not included: ${pluralize(unread, 'checkpoint')} whose permissions couldn't be read.`,
          ]),
      // A grant to the owner changes nothing, and the next check would miss access again.
      ...(missing.some(row => withoutOwner.has(row.checkpointId))
        ? [
            '# If one of these projects owns the checkpoint, set owning-project-id in the check instead.',
          ]
        : []),
    ],
  )
}

/** The title of a check's steps. They fix only a part of it unless every checkpoint was read. */
export function fixTitle(report: RunReport): string {
  return unreadCount(report) === 0 ? 'Fix this check' : 'Fix part of this check'
}

function unreadCount({ plans }: RunReport): number {
  return (plans ?? []).filter(({ listFailure }) => listFailure !== null).length
}

/** All steps, or a comment instead: half an undo could be mistaken for the whole. */
function joinSteps(steps: readonly (string | null)[], notes: readonly string[]): string {
  if (steps.includes(null)) return TOO_MUCH
  const written = steps.filter(step => step !== '')
  return written.length === 0 ? '' : [...notes, ...written].join('\n')
}

function withStatus(rows: readonly Row[], status: Row['status']): Row[] {
  return rows.filter(row => row.status === status)
}
