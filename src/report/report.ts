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
import { failureGroups, ownFailures, type RunReport } from './run.ts'
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

/** Tells how the run ended: outputs first, then log, summary and annotations. */
export async function tell(report: RunReport, reporting: Reporting): Promise<void> {
  const { text, showSummary, warnings } = reporting
  const summary = renderSummary(report, text)
  await writeOutputs(report, summary, reporting)
  tellLog(report, reporting)
  if (showSummary) {
    try {
      await core.summary.addRaw(summary).write()
    } catch (error) {
      warnings.push({
        title: text.safe`No summary`,
        message: text.safe`The job summary could not be written: ${error instanceof Error ? error.message : error}`,
      })
    }
  }
  annotate('error', errorsOf(report, text), text)
  annotate('warning', [...warnings, ...warningsOf(report, text)], text)
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
  try {
    const folder = await createFolder(temporary)
    core.setOutput(
      'permissions-file',
      await writePrivately(folder, 'permissions.json', permissions),
    )
    core.setOutput('summary-file', await writePrivately(folder, 'summary.md', summary))
  } catch (error) {
    warnings.push({
      title: text.safe`No files`,
      message: text.safe`permissions-file and summary-file could not be written: ${error instanceof Error ? error.message : error}`,
    })
  }
}

function tellLog(report: RunReport, { log, text }: Reporting): void {
  const { mistakes, problem, requests, started, ended } = report
  const { safe } = text
  for (const { message } of mistakes) log.line`${text.clean(message, 1_000)}`
  if (problem !== null) log.line`${reasonOf(problem, text)}`
  for (const { first, projectIds } of failureGroups(ownFailures(report))) {
    log.list(
      safe`${first.status}: ${counted(projectIds.length, 'project')} on ${first.checkpointId}: ${reasonOf(first.problem, text)}`,
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
  const { safe, clean } = text
  const mistakes = report.mistakes.map(({ input, message }) => ({
    title: safe`Input ${input}`,
    message: safe`${clean(message, 1_000)}`,
  }))
  const { problem } = report
  const problems =
    problem === null
      ? []
      : [{ title: safe`${headlineOf(report)}`, message: safe`${reasonOf(problem, text)}` }]
  const failures = failureGroups(ownFailures(report)).map(group => failureAnnotation(group, text))
  return [...mistakes, ...problems, ...failures, ...extraErrors(report, text)]
}

/** In an exact check, access that nobody asked for fails the step. */
function extraErrors(report: RunReport, text: Text): Annotation[] {
  if (report.asked?.mode !== 'check' || !report.asked.exact) return []
  return extraAnnotations(report, text)
}
