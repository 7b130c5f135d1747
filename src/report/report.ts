import * as core from '@actions/core'
import type { SharingEvent } from '../sharing/events.ts'
import { minutesOf } from '../sharing/plan.ts'
import type { CheckpointPlan } from '../sharing/types.ts'
import { counted, duration } from '../words.ts'
import { type Annotation, annotate, failureAnnotation, reasonOf } from './annotations.ts'
import { headlineOf } from './headline.ts'
import type { Log } from './log.ts'
import { createFolder, permissionsJson, setOutputs, writePrivately } from './outputs.ts'
import { failureGroups, type RunReport, rowsOf } from './run.ts'
import { renderSummary } from './summary.ts'
import type { SafeText, Text } from './text.ts'

/** What reporting needs of the outside. */
export interface Reporting {
  text: Text
  log: Log
  /** The runner's temporary folder (`RUNNER_TEMP`). */
  temporary: string | undefined
  showSummary: boolean
  /** What is worth a warning and does not fail the step. */
  warnings: Annotation[]
}

/**
 * Tells how the run ended: outputs first, then log, summary and annotations.
 *
 * @returns whether the outputs, which later steps rely on, could be handed on
 */
export async function tell(report: RunReport, reporting: Reporting): Promise<boolean> {
  const { text, showSummary, warnings } = reporting
  const { safe } = text
  const errors = errorsOf(report, text)
  const summary = renderSummary(report, text)
  const hasOutputs = await attempt(
    { title: safe`No outputs`, what: 'The outputs' },
    errors,
    text,
    () => writeOutputs(report, summary, reporting),
  )
  tellLog(report, reporting)
  if (showSummary) {
    await attempt({ title: safe`No summary`, what: 'The job summary' }, warnings, text, () =>
      core.summary.addRaw(summary).write(),
    )
  }
  annotate('error', errors, text)
  annotate('warning', warnings, text)
  return hasOutputs
}

/** Does something that a broken runner can make fail, and notes it if so. */
async function attempt(
  { title, what }: { title: SafeText; what: string },
  notes: Annotation[],
  { safe }: Text,
  action: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    notes.push({
      title,
      message: safe`${what} could not be written: ${reason}`,
    })
    return false
  }
}

async function writeOutputs(
  report: RunReport,
  summary: string,
  { text, temporary, warnings }: Reporting,
): Promise<void> {
  const permissions = permissionsJson(report, text)
  for (const name of setOutputs(report, permissions)) {
    warnings.push({
      title: text.safe`The output ${name} is empty`,
      message: text.safe`${name} would be over 100 kB, more than GitHub hands on safely: read the file that the output permissions-file names`,
    })
  }
  const files = { title: text.safe`No files`, what: 'permissions-file and summary-file' }
  await attempt(files, warnings, text, async () => {
    const folder = await createFolder(temporary)
    const file = await writePrivately(folder, 'permissions.json', permissions)
    core.setOutput('permissions-file', file)
    core.setOutput('summary-file', await writePrivately(folder, 'summary.md', summary))
  })
}

/** Warns where the planned requests take longer, at the API's usual pace, than there is time for. */
export function warnOfTime(
  plans: readonly CheckpointPlan[],
  shareMinutes: number,
  { text, warnings }: Reporting,
): void {
  const minutes = minutesOf(plans)
  if (minutes <= shareMinutes) return
  warnings.push({
    title: text.safe`share-minutes may be too short`,
    message: text.safe`The plan takes about ${counted(minutes, 'minute')} at the pace that the API allows, and share-minutes is ${shareMinutes}: raise it, or what is left then is not-tried`,
  })
}

/** Warns of what a workflow should know before its next run. */
export function warnOfEvent(event: SharingEvent, { text, warnings }: Reporting): void {
  if (event.type !== 'owner') return
  warnings.push({
    title: text.safe`A requested project owns the checkpoint`,
    message: text.safe`${event.projectId} owns ${event.checkpointId} and has access by nature: set owning-project-id to it, which saves the request that finds this out`,
  })
}

function tellLog(report: RunReport, { log, text }: Reporting): void {
  const { mistakes, requests, started, ended } = report
  const { safe } = text
  for (const { message } of mistakes) log.line`${text.words(message, 1_000)}`
  for (const group of failureGroups(rowsOf(report))) {
    const { first, projectIds } = group
    log.list(
      safe`${first.status}: ${counted(projectIds.length, 'project')} on ${first.checkpointId}: ${reasonOf(first.problem, text)}`,
      projectIds.map(id => safe`${id}`),
    )
  }
  log.line`${headlineOf(report)}. ${counted(requests, 'request')} in ${duration(ended - started)}.`
}

function errorsOf(report: RunReport, text: Text): Annotation[] {
  const { safe, words } = text
  const mistakes = report.mistakes.map(({ input, message }) => ({
    title: safe`Input ${input}`,
    message: words(message, 1_000),
  }))
  const failures = failureGroups(rowsOf(report)).map(group => failureAnnotation(group, text))
  const { fault } = report
  if (fault === null) return [...mistakes, ...failures]
  const message = fault instanceof Error ? (fault.stack ?? fault.message) : fault
  return [{ title: safe`A bug in this action`, message: words(message, 2_000) }]
}
