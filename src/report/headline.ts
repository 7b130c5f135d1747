import { formatNumber, pluralize } from '../common/format.ts'
import { ACCESS_STATUSES, FAILED_STATUSES, type Status } from '../sharing/status.ts'
import { CHANGING_MODES, type CheckpointPlan } from '../sharing/types.ts'
import { projectsOf, type RunReport, requestedRows, rowsOf } from './run-report.ts'

/** The one sentence that says how the run ended; all of it is the action's own words and IDs. */
export function headlineOf(report: RunReport): string {
  const note = report.outputsFailed ? "; the outputs couldn't be written" : ''
  return `${endingOf(report)}${note}`
}

function endingOf(report: RunReport): string {
  const { result, counts, issues, settings, problem, failureHeadline, requests } = report
  if (result === 'invalid') {
    const done = requests === 0 ? 'no requests were sent' : 'nothing was changed'
    return `${pluralize(issues.length, 'invalid input')}; ${done}`
  }
  if (counts === null || settings === null) return failureHeadline ?? 'Nothing was done'
  if (failureHeadline !== null && counts.granted + counts.revoked === 0) return failureHeadline
  const isRefused = problem !== null && rowsOf(report).some(row => row.problem === problem)
  if (isRefused) return 'Stopped: the plan exceeds max-revocations'
  const unread = unreadPlans(report)
  if (result !== 'cancelled' && unread.length > 0 && unread.length === report.plans?.length) {
    return unreadHeadline(unread)
  }
  const sentence =
    settings.dryRun && CHANGING_MODES.has(settings.mode) ? headlineForDryRun : headlineForMode
  const note = problem === null ? verificationNote(report) : "; the run didn't finish"
  const prefix = result === 'cancelled' ? 'Cancelled: ' : ''
  return `${prefix}${sentence(report)}${unreadNote(report)}${note}`
}

function unreadPlans({ plans }: RunReport): CheckpointPlan[] {
  return (plans ?? []).filter(({ listFailure }) => listFailure !== null)
}

/** Why no checkpoint could be read: the first cause met, if the API or the way to it was at fault. */
function unreadHeadline(plans: readonly CheckpointPlan[]): string {
  const [first] = plans
  const cause = first?.listFailure === 'unavailable' ? first.problem?.summary : undefined
  return nothingChanged(cause ?? `Couldn't read access to ${pluralize(plans.length, 'checkpoint')}`)
}

/** The headline of a run that was stopped before it changed anything. */
export function nothingChanged(cause: string): string {
  return `${cause}; nothing was changed`
}

/** A word about checkpoints that couldn't be read, which may have no rows to be counted in. */
function unreadNote(report: RunReport): string {
  const unread = unreadPlans(report).length
  if (unread === 0) return ''
  const all = report.plans?.length ?? 0
  return `; couldn't read access to ${formatNumber(unread)} of ${pluralize(all, 'checkpoint')}`
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
  return `Dry run: ${parts.join(', ')}, for ${scopeLabel(report)}`
}

function headlineForMode(report: RunReport): string {
  const { settings, counts } = report
  switch (settings?.mode) {
    case 'wait': {
      const jobs = new Set(report.jobs.map(({ job }) => job.id)).size
      return `${pluralize(jobs, 'fine-tuning job')} ${jobs === 1 ? 'has' : 'have'} finished: ${pluralize(report.plans?.length ?? 0, 'checkpoint')}`
    }
    case 'sync':
      return requestedRows(report).length === 0
        ? revocations(report)
        : `${accessSummary(report)}, and ${revocations(report)}`
    case 'revoke': {
      const revoked = counts?.revoked ?? 0
      const left = count(report, ...FAILED_STATUSES)
      if (revoked + left === 0) return `Nothing to revoke for ${scopeLabel(report)}`
      const due = pluralize(revoked + left, 'permission')
      return left === 0 ? `${due} revoked` : `${formatNumber(revoked)} of ${due} revoked`
    }
    case 'list': {
      const permissions = rowsOf(report).filter(({ permissionId }) => permissionId !== null)
      return `${pluralize(permissions.length, 'permission')} on ${pluralize(report.plans?.length ?? 0, 'checkpoint')}`
    }
    case 'check': {
      const extra = counts?.extra ?? 0
      const others =
        settings.exact && extra > 0 ? `; ${pluralize(extra, 'unexpected permission')}` : ''
      return `${accessSummary(report)}${others}`
    }
    default:
      return accessSummary(report)
  }
}

/** `2 permissions were revoked`, or `1 of 2 permissions was revoked`. */
function revocations(report: RunReport): string {
  const others = rowsOf(report).filter(({ requested }) => !requested)
  const due = others.filter(
    ({ status }) => status === 'revoked' || FAILED_STATUSES.has(status),
  ).length
  const done = report.counts?.revoked ?? 0
  const share = done === due ? '' : `${formatNumber(done)} of `
  return `${share}${pluralize(due, 'permission')} ${done === 1 ? 'was' : 'were'} revoked`
}

/** `1 of 3 projects has access, 1 unknown`. */
function accessSummary(report: RunReport): string {
  if (requestedRows(report).length === 0) return 'No projects requested'
  const having = count(report, ...ACCESS_STATUSES)
  const scope = scopeLabel(report)
  const verb = having === 1 || scope === '1 project' ? 'has' : 'have'
  const unread = new Set(unreadPlans(report).map(({ checkpointId }) => checkpointId))
  const unknown = requestedRows(report).filter(
    row => row.status === 'unknown' || (unread.has(row.checkpointId) && row.status !== 'owner'),
  ).length
  const note = unknown === 0 ? '' : `, ${formatNumber(unknown)} unknown`
  return `${formatNumber(having)} of ${scope} ${verb} access${note}`
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
