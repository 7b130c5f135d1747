import { formatNumber, pluralize } from '../common/format.ts'
import { ACCESS_STATUSES, FAILED_STATUSES, type Status } from '../sharing/status.ts'
import { CHANGING_MODES, type CheckpointPlan } from '../sharing/types.ts'
import { projectsOf, type RunReport, requestedRows, rowsOf } from './run-report.ts'

/** One sentence on how the run ended, in the action's own words and IDs only. */
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
  if (unread.length > 0 && unread.length === report.plans?.length) {
    return result === 'cancelled'
      ? `${prefixOf(report)}nothing was changed`
      : unreadHeadline(unread)
  }
  const sentence =
    settings.dryRun && CHANGING_MODES.has(settings.mode) ? headlineForDryRun : headlineForMode
  const note = problem === null ? verificationNote(report) : "; the run didn't finish"
  return `${prefixOf(report)}${sentence(report)}${unreadNote(report)}${note}`
}

function unreadPlans({ plans }: RunReport): CheckpointPlan[] {
  return (plans ?? []).filter(({ listFailure }) => listFailure !== null)
}

/** Why no checkpoint could be read: the first one's cause, if the API or the network is at fault. */
function unreadHeadline(plans: readonly CheckpointPlan[]): string {
  const [first] = plans
  const cause = first?.listFailure === 'unavailable' ? first.problem?.summary : undefined
  return nothingChanged(cause ?? `Couldn't read access to ${pluralize(plans.length, 'checkpoint')}`)
}

/** The headline of a run that was stopped before it changed anything. */
export function nothingChanged(cause: string): string {
  return `${cause}; nothing was changed`
}

/** How many checkpoints couldn't be read. They might have no rows to be counted in. */
function unreadNote(report: RunReport): string {
  const unread = unreadPlans(report).length
  if (unread === 0) return ''
  const all = report.plans?.length ?? 0
  return `; couldn't read access to ${formatNumber(unread)} of ${pluralize(all, 'checkpoint')}`
}

/** How many projects can't use the models, by their keys or service accounts, or weren't verified. */
function verificationNote({ verifications, plans }: RunReport): string {
  const projectsWith = (isCertain: boolean) =>
    new Set(
      verifications
        .filter(one => one.problem !== null && one.isCertain === isCertain)
        .map(({ projectId }) => projectId),
    ).size
  const [unusable, unknownCount] = [projectsWith(true), projectsWith(false)]
  const what = (plans?.length ?? 0) > 1 ? 'every model' : 'the model'
  return [
    ...(unusable === 0 ? [] : [`; ${pluralize(unusable, 'project')} can't use ${what}`]),
    ...(unknownCount === 0 ? [] : [`; ${pluralize(unknownCount, 'project')} couldn't be verified`]),
  ].join('')
}

function prefixOf({ result, settings }: RunReport): string {
  const isDryRun = settings?.dryRun && CHANGING_MODES.has(settings.mode)
  if (result === 'cancelled') return isDryRun ? 'Cancelled dry run: ' : 'Cancelled: '
  return isDryRun ? 'Dry run: ' : ''
}

/** `would grant access to 3 projects and revoke 1 permission`. */
function headlineForDryRun(report: RunReport): string {
  const [grants, revocations] = [count(report, 'to-grant'), count(report, 'to-revoke')]
  const isSingle = (report.plans?.length ?? 0) < 2
  const parts = [
    ...(grants === 0
      ? []
      : [
          `grant ${isSingle ? `access to ${pluralize(grants, 'project')}` : pluralize(grants, 'permission')}`,
        ]),
    ...(revocations === 0 ? [] : [`revoke ${pluralize(revocations, 'permission')}`]),
  ]
  return parts.length === 0 ? 'nothing to change' : `would ${parts.join(' and ')}`
}

function headlineForMode(report: RunReport): string {
  const { settings, counts } = report
  switch (settings?.mode) {
    case 'wait': {
      const jobs = new Set(report.jobs.map(({ job }) => job.id)).size
      return `${pluralize(jobs, 'fine-tuning job')} finished; selected ${pluralize(report.plans?.length ?? 0, 'checkpoint')}`
    }
    case 'sync':
      return requestedRows(report).length === 0
        ? revocations(report)
        : `${accessSummary(report)}; ${revocations(report)}`
    case 'revoke': {
      const revoked = counts?.revoked ?? 0
      const left = count(report, ...FAILED_STATUSES)
      if (revoked + left === 0) return `Nothing to revoke for ${projectsLabel(report)}`
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

/** `2 permissions revoked`, or `1 of 2 permissions revoked`. */
function revocations(report: RunReport): string {
  const others = rowsOf(report).filter(({ requested }) => !requested)
  const due = others.filter(
    ({ status }) => status === 'revoked' || FAILED_STATUSES.has(status),
  ).length
  const done = report.counts?.revoked ?? 0
  const share = done === due ? '' : `${formatNumber(done)} of `
  return `${share}${pluralize(due, 'permission')} revoked`
}

/** `1 of 3 projects has access, 1 unknown`, or with several checkpoints `4 of 6 pairs (…) have access`. */
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

/** How many requested rows have one of the statuses; for `to-revoke`, of all rows. */
function count(report: RunReport, ...statuses: Status[]): number {
  const isRevoking = statuses.includes('to-revoke')
  const rows = isRevoking ? rowsOf(report) : requestedRows(report)
  return rows.filter(({ status }) => statuses.includes(status)).length
}

/** `3 projects`, or with several checkpoints `6 pairs (2 checkpoints × 3 projects)`. */
function scopeLabel(report: RunReport): string {
  const rows = requestedRows(report)
  const each = Map.groupBy(rows, ({ checkpointId }) => checkpointId)
  const pairs = [...each.values()].reduce((sum, of) => sum + projectsOf(of).length, 0)
  const checkpoints = report.plans?.length ?? 0
  if (checkpoints < 2) return pluralize(pairs, 'project')
  const projects = projectsOf(rows).length
  const sign = pairs === checkpoints * projects ? ' × ' : ', '
  return `${pluralize(pairs, 'pair')} (${pluralize(checkpoints, 'checkpoint')}${sign}${pluralize(projects, 'project')})`
}

/** `3 projects`, or with several checkpoints `3 projects on 2 checkpoints`. */
function projectsLabel(report: RunReport): string {
  const checkpoints = report.plans?.length ?? 0
  const projects = pluralize(projectsOf(requestedRows(report)).length, 'project')
  return checkpoints < 2 ? projects : `${projects} on ${pluralize(checkpoints, 'checkpoint')}`
}
