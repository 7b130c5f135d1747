import * as core from '@actions/core'
import { counted, duration } from '../words.ts'
import {
  type Annotation,
  annotate,
  extraAnnotations,
  failureAnnotation,
  reasonOf,
} from './annotations.ts'
import { headlineOf } from './headline.ts'
import type { Log } from './log.ts'
import { createFolder, permissionsJson, setOutputs, writePrivately } from './outputs.ts'
import { failureGroups, type RunReport } from './run.ts'
import { fixSteps } from './steps.ts'
import { renderSummary } from './summary.ts'
import { SafeText, type Text } from './text.ts'
import { warningsOf } from './warnings.ts'

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
  annotate('warning', [...warnings, ...warningsOf(report, text)], text)
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

function tellLog(report: RunReport, { log, text }: Reporting): void {
  const { mistakes, problem, requests, started, ended } = report
  const { safe } = text
  for (const { message } of mistakes) log.line`${text.words(message, 1_000)}`
  if (problem !== null) log.line`${reasonOf(problem, text)}`
  for (const { checkpointId, projectIds, problem, status } of failureGroups(report)) {
    const who = projectIds.length === 0 ? '' : `${counted(projectIds.length, 'project')} on `
    log.list(
      safe`${status}: ${new SafeText(who)}${checkpointId}: ${reasonOf(problem, text)}`,
      projectIds.map(id => safe`${id}`),
    )
  }
  const fix = fixSteps(report)
  if (fix !== '') {
    log.list(
      safe`To make this check succeed:`,
      fix.split('\n').map(line => safe`${indentOf(line)}${line}`),
    )
  }
  log.line`${headlineOf(report)}. ${counted(requests, 'request')} in ${duration(ended - started)}.`
}

/** The leading blanks of a line of the action's own. */
function indentOf(line: string): SafeText {
  return new SafeText(line.slice(0, line.length - line.trimStart().length))
}

function errorsOf(report: RunReport, text: Text): Annotation[] {
  const { safe, words } = text
  const mistakes = report.mistakes.map(({ input, message }) => ({
    title: safe`Input ${input}`,
    message: words(message, 1_000),
  }))
  const { problem } = report
  const problems =
    problem === null
      ? []
      : [{ title: safe`${headlineOf(report)}`, message: safe`${reasonOf(problem, text)}` }]
  const failures = failureGroups(report).map(group => failureAnnotation(group, text))
  return [...mistakes, ...problems, ...failures, ...extraErrors(report, text)]
}

/** In an exact check, access that nobody asked for fails the step. */
function extraErrors(report: RunReport, text: Text): Annotation[] {
  if (report.asked?.mode !== 'check' || !report.asked.exact) return []
  return extraAnnotations(report, text)
}
