import { counted } from '../words.ts'
import { type RunReport, requestedRows } from './run.ts'

const HAVING_ACCESS = new Set(['granted', 'shared', 'owner'])

/** The one sentence that says how the run ended; all of it is the action's own words. */
export function headlineOf(report: RunReport): string {
  const { result, counts, mistakes, asked } = report
  if (result === 'invalid')
    return `Nothing was done: ${counted(mistakes.length, 'mistake')} in the inputs`
  if (counts === null) return 'Nothing was done: the step failed before it had a plan'
  const stopped = result === 'cancelled' ? 'Cancelled: ' : ''
  if (result === 'unavailable' && counts.granted === 0) {
    return 'The API could not be asked; nothing was changed'
  }
  return asked?.dryRun ? `${stopped}${planned(report)}` : `${stopped}${standing(report)}`
}

function planned(report: RunReport): string {
  const { granted, failed } = report.counts ?? { granted: 0, failed: 0 }
  const cases = requestedRows(report).length
  const would = `Dry run: ${granted.toLocaleString('en-US')} of ${casesOf(report, cases)} would be granted access`
  return failed === 0 ? would : `${would}, and ${counted(failed, 'row')} could not be planned`
}

function standing(report: RunReport): string {
  const rows = requestedRows(report)
  const having = rows.filter(({ status }) => HAVING_ACCESS.has(status)).length
  const verb = rows.length === 1 ? 'has' : 'have'
  return `${having.toLocaleString('en-US')} of ${casesOf(report, rows.length)} ${verb} access`
}

/** `3 projects`, or `6 projects (2 checkpoints × 3 projects)` where each is counted at each. */
function casesOf(report: RunReport, cases: number): string {
  const several = report.checkpoints?.length ?? 0
  if (several < 2) return counted(cases, 'project')
  const projects = new Set(requestedRows(report).map(({ projectId }) => projectId)).size
  return `${counted(cases, 'case')} (${counted(several, 'checkpoint')} × ${counted(projects, 'project')})`
}
