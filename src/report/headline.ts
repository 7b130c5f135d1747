import { BAD_STATUSES, CHANGING_MODES, HAVING_ACCESS, type Status } from '../sharing/types.ts'
import { counted, grouped } from '../common/format.ts'
import { projectsOf, type RunReport, requestedRows, rowsOf } from './run-report.ts'

/** The headline of a run that changed nothing, because the API could not be asked. */
export const UNAVAILABLE = 'The API could not be asked; nothing was changed'

/** The one sentence that says how the run ended; all of it is the action's own words. */
export function headlineOf(report: RunReport): string {
  const { result, counts, mistakes, asked, problem } = report
  if (result === 'invalid') {
    return `Nothing was done: ${counted(mistakes.length, 'mistake')} in the inputs`
  }
  if (counts === null || asked === null) return report.unplanned
  if (result === 'unavailable' && counts.granted + counts.revoked === 0) {
    return UNAVAILABLE
  }
  const isRefused = problem !== null && rowsOf(report).some(row => row.problem === problem)
  if (isRefused) return 'Nothing was changed: the plan was refused'
  const note = problem === null ? verificationNote(report) : ', but the run did not come to its end'
  const sentence = asked.dryRun && CHANGING_MODES.has(asked.mode) ? planned : told
  return `${result === 'cancelled' ? 'Cancelled: ' : ''}${sentence(report)}${note}`
}

/** What the keys of projects showed, where it is not good. */
function verificationNote({ verifications }: RunReport): string {
  const keysWith = (isCertain: boolean) =>
    new Set(
      verifications
        .filter(one => one.problem !== null && one.isCertain === isCertain)
        .map(({ projectId }) => projectId),
    ).size
  const [unusable, untold] = [keysWith(true), keysWith(false)]
  return [
    ...(unusable === 0 ? [] : [`, but ${counted(unusable, 'key')} can't use it`]),
    ...(untold === 0 ? [] : [`, and ${counted(untold, 'key')} could not be verified`]),
  ].join('')
}

function planned(report: RunReport): string {
  const [grants, revocations] = [count(report, 'to-grant'), count(report, 'to-revoke')]
  const mode = report.asked?.mode
  const parts = [
    ...(mode === 'revoke' ? [] : [`${grouped(grants)} to grant`]),
    ...(mode === 'grant' ? [] : [`${grouped(revocations)} to revoke`]),
  ]
  const failed = report.counts?.failed ?? 0
  const note = failed === 0 ? '' : `; ${counted(failed, 'row')} could not be planned`
  return `Dry run: ${parts.join(', ')}, for ${casesOf(report)}${note}`
}

function told(report: RunReport): string {
  const { asked, counts } = report
  const revoked = counted(counts?.revoked ?? 0, 'permission')
  switch (asked?.mode) {
    case 'wait':
      return `${counted(report.trained.length, 'fine-tuning job')} ${report.trained.length === 1 ? 'has' : 'have'} finished: ${counted(report.checkpoints?.length ?? 0, 'checkpoint')}`
    case 'sync':
      return `${standing(report)}, and ${revocations(report)}`
    case 'revoke': {
      const left = count(report, ...BAD_STATUSES)
      if (left > 0) return `${revoked} revoked, and ${grouped(left)} not`
      return counts?.revoked === 0
        ? `Nothing to revoke for ${casesOf(report)}`
        : `${revoked} revoked`
    }
    case 'list': {
      const permissions = rowsOf(report).filter(({ permissionId }) => permissionId !== null)
      const checkpoints = report.checkpoints ?? []
      const unread = checkpoints.filter(one => one.unread !== null).length
      const note = unread === 0 ? '' : `; ${unread} could not be read`
      return `${counted(permissions.length, 'permission')} on ${counted(checkpoints.length, 'checkpoint')}${note}`
    }
    case 'check': {
      const extra = counts?.extra ?? 0
      const others =
        asked.exact && extra > 0 ? `; ${counted(extra, 'permission')} nobody asked for` : ''
      return `${standing(report)}${others}`
    }
    default:
      return standing(report)
  }
}

/** `2 permissions were revoked`, with a word about those that were not. */
function revocations(report: RunReport): string {
  const others = rowsOf(report).filter(({ requested }) => !requested)
  const due = others.filter(({ status }) => status === 'revoked' || BAD_STATUSES.has(status)).length
  const done = report.counts?.revoked ?? 0
  const told = `${counted(done, 'permission')} ${done === 1 ? 'was' : 'were'} revoked`
  return done === due ? told : `${told}, ${grouped(due - done)} not`
}

function standing(report: RunReport): string {
  const rows = requestedRows(report)
  const having = count(report, ...HAVING_ACCESS)
  const verb = rows.length === 1 ? 'has' : 'have'
  const unread = new Set(
    report.checkpoints?.filter(one => one.unread !== null).map(one => one.checkpointId),
  )
  const untold = rows.filter(
    row => row.status === 'unknown' || (unread.has(row.checkpointId) && row.status !== 'owner'),
  ).length
  const told = `${grouped(having)} of ${casesOf(report)} ${verb} access`
  return untold === 0 ? told : `${told}, ${grouped(untold)} could not be told`
}

/** How many requested rows have one of the statuses; revocations count whoever they concern. */
function count(report: RunReport, ...statuses: Status[]): number {
  const isRevoking = statuses.includes('to-revoke')
  const rows = isRevoking ? rowsOf(report) : requestedRows(report)
  return rows.filter(({ status }) => statuses.includes(status)).length
}

/** `3 projects`, or `6 cases (2 checkpoints × 3 projects)` where each is counted at each. */
function casesOf(report: RunReport): string {
  const rows = requestedRows(report)
  const each = Map.groupBy(rows, ({ checkpointId }) => checkpointId)
  const cases = [...each.values()].reduce((sum, of) => sum + projectsOf(of).length, 0)
  const checkpoints = report.checkpoints?.length ?? 0
  if (checkpoints < 2) return counted(cases, 'project')
  const projects = projectsOf(rows).length
  if (cases !== checkpoints * projects) {
    return `${counted(cases, 'case')} on ${counted(checkpoints, 'checkpoint')}`
  }
  return `${counted(cases, 'case')} (${counted(checkpoints, 'checkpoint')} × ${counted(projects, 'project')})`
}
