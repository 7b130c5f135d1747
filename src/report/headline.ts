import { formatNumber, pluralize } from '../common/format.ts'
import { ACCESS_STATUSES, FAILED_STATUSES, type Status } from '../sharing/status.ts'
import { CHANGING_MODES } from '../sharing/types.ts'
import { projectsOf, type RunReport, requestedRows, rowsOf } from './run-report.ts'

/** The headline of a run that changed nothing, because the API could not be asked. */
export const UNAVAILABLE = 'The API could not be asked; nothing was changed'

/** The one sentence that says how the run ended; all of it is the action's own words. */
export function headlineOf(report: RunReport): string {
  const { result, counts, issues, settings, problem } = report
  if (result === 'invalid') {
    return `Nothing was done: ${pluralize(issues.length, 'mistake')} in the inputs`
  }
  if (counts === null || settings === null) return report.failureHeadline
  if (result === 'unavailable' && counts.granted + counts.revoked === 0) {
    return UNAVAILABLE
  }
  const isRefused = problem !== null && rowsOf(report).some(row => row.problem === problem)
  if (isRefused) return 'Nothing was changed: the plan was refused'
  const note = problem === null ? verificationNote(report) : ', but the run did not come to its end'
  const sentence =
    settings.dryRun && CHANGING_MODES.has(settings.mode) ? headlineForDryRun : headlineForMode
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
  const [unusable, unknownCount] = [keysWith(true), keysWith(false)]
  return [
    ...(unusable === 0 ? [] : [`, but ${pluralize(unusable, 'key')} can't use it`]),
    ...(unknownCount === 0
      ? []
      : [`, and ${pluralize(unknownCount, 'key')} could not be verified`]),
  ].join('')
}

function headlineForDryRun(report: RunReport): string {
  const [grants, revocations] = [count(report, 'to-grant'), count(report, 'to-revoke')]
  const mode = report.settings?.mode
  const parts = [
    ...(mode === 'revoke' ? [] : [`${formatNumber(grants)} to grant`]),
    ...(mode === 'grant' ? [] : [`${formatNumber(revocations)} to revoke`]),
  ]
  const failed = report.counts?.failed ?? 0
  const note = failed === 0 ? '' : `; ${pluralize(failed, 'row')} could not be planned`
  return `Dry run: ${parts.join(', ')}, for ${scopeLabel(report)}${note}`
}

function headlineForMode(report: RunReport): string {
  const { settings, counts } = report
  const revoked = pluralize(counts?.revoked ?? 0, 'permission')
  switch (settings?.mode) {
    case 'wait':
      return `${pluralize(report.jobs.length, 'fine-tuning job')} ${report.jobs.length === 1 ? 'has' : 'have'} finished: ${pluralize(report.plans?.length ?? 0, 'checkpoint')}`
    case 'sync':
      return `${accessSummary(report)}, and ${revocations(report)}`
    case 'revoke': {
      const left = count(report, ...FAILED_STATUSES)
      if (left > 0) return `${revoked} revoked, and ${formatNumber(left)} not`
      return counts?.revoked === 0
        ? `Nothing to revoke for ${scopeLabel(report)}`
        : `${revoked} revoked`
    }
    case 'list': {
      const permissions = rowsOf(report).filter(({ permissionId }) => permissionId !== null)
      const checkpoints = report.plans ?? []
      const unlisted = checkpoints.filter(one => one.listFailure !== null).length
      const note = unlisted === 0 ? '' : `; ${unlisted} could not be read`
      return `${pluralize(permissions.length, 'permission')} on ${pluralize(checkpoints.length, 'checkpoint')}${note}`
    }
    case 'check': {
      const extra = counts?.extra ?? 0
      const others =
        settings.exact && extra > 0 ? `; ${pluralize(extra, 'permission')} nobody asked for` : ''
      return `${accessSummary(report)}${others}`
    }
    default:
      return accessSummary(report)
  }
}

/** `2 permissions were revoked`, with a word about those that were not. */
function revocations(report: RunReport): string {
  const others = rowsOf(report).filter(({ requested }) => !requested)
  const due = others.filter(
    ({ status }) => status === 'revoked' || FAILED_STATUSES.has(status),
  ).length
  const done = report.counts?.revoked ?? 0
  const summary = `${pluralize(done, 'permission')} ${done === 1 ? 'was' : 'were'} revoked`
  return done === due ? summary : `${summary}, ${formatNumber(due - done)} not`
}

function accessSummary(report: RunReport): string {
  const rows = requestedRows(report)
  const having = count(report, ...ACCESS_STATUSES)
  const verb = rows.length === 1 ? 'has' : 'have'
  const unlisted = new Set(
    report.plans?.filter(one => one.listFailure !== null).map(one => one.checkpointId),
  )
  const unknownCount = rows.filter(
    row => row.status === 'unknown' || (unlisted.has(row.checkpointId) && row.status !== 'owner'),
  ).length
  const summary = `${formatNumber(having)} of ${scopeLabel(report)} ${verb} access`
  return unknownCount === 0
    ? summary
    : `${summary}, ${formatNumber(unknownCount)} could not be told`
}

/** How many requested rows have one of the statuses; revocations count whoever they concern. */
function count(report: RunReport, ...statuses: Status[]): number {
  const isRevoking = statuses.includes('to-revoke')
  const rows = isRevoking ? rowsOf(report) : requestedRows(report)
  return rows.filter(({ status }) => statuses.includes(status)).length
}

/** `3 projects`, or `6 cases (2 checkpoints × 3 projects)` where each is counted at each. */
function scopeLabel(report: RunReport): string {
  const rows = requestedRows(report)
  const each = Map.groupBy(rows, ({ checkpointId }) => checkpointId)
  const cases = [...each.values()].reduce((sum, of) => sum + projectsOf(of).length, 0)
  const checkpoints = report.plans?.length ?? 0
  if (checkpoints < 2) return pluralize(cases, 'project')
  const projects = projectsOf(rows).length
  if (cases !== checkpoints * projects) {
    return `${pluralize(cases, 'case')} on ${pluralize(checkpoints, 'checkpoint')}`
  }
  return `${pluralize(cases, 'case')} (${pluralize(checkpoints, 'checkpoint')} × ${pluralize(projects, 'project')})`
}
