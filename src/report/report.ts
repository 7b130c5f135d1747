import type { Place } from '../common/validation.ts'
import { counted, duration } from '../common/format.ts'
import {
  type Annotation,
  annotate,
  extraAnnotations,
  failureAnnotation,
  reasonOf,
} from './annotations.ts'
import { headlineOf } from './headline.ts'
import { verdictOf } from './job-line.ts'
import type { Log } from './log.ts'
import { createFolder, handOn, permissionsJson, writePrivately } from './outputs.ts'
import { failureGroups, type RunReport } from './run-report.ts'
import { addSummary, setOutputs } from './runner.ts'
import { fixSteps } from './workflow-steps.ts'
import { renderSummary } from './summary.ts'
import { SafeText, type Text } from './sanitize.ts'
import { warningsOf } from './warnings.ts'

// Who has made more mistakes than this wants to see the first of them.
const MOST_LINES = 1_000

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
  const errors: Annotation[] = []
  const outputs = { title: safe`No outputs`, what: 'The outputs' }
  const hasOutputs = await attempt(outputs, errors, text, () => writeOutputs(report, reporting))
  const summary = { title: safe`No summary`, what: 'The job summary' }
  await attempt(summary, warnings, text, async () => {
    const markdown = renderSummary(report, text)
    await writeFiles(report, markdown, reporting)
    if (showSummary) await addSummary(markdown)
  })
  await attempt({ title: safe`No log`, what: 'The log' }, errors, text, () => {
    tellLog(report, reporting)
    errors.push(...errorsOf(report, text))
    warnings.push(...warningsOf(report, text))
  })
  annotate('error', errors, text)
  annotate('warning', warnings, text)
  return hasOutputs
}

/** Does something that a broken runner can make fail, and notes it if so. */
async function attempt(
  { title, what }: { title: SafeText; what: string },
  notes: Annotation[],
  { safe }: Text,
  action: () => unknown,
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

function writeOutputs(report: RunReport, { text, warnings }: Reporting): void {
  for (const name of handOn(report, text)) {
    warnings.push({
      title: text.safe`The output ${name} is empty`,
      message: text.safe`${name} would be over 100 kB, more than GitHub hands on safely: read the file that the output permissions-file names`,
    })
  }
}

async function writeFiles(
  report: RunReport,
  summary: string,
  { text, temporary, warnings }: Reporting,
): Promise<void> {
  const files = { title: text.safe`No files`, what: 'permissions-file and summary-file' }
  await attempt(files, warnings, text, () => {
    const folder = createFolder(temporary)
    const permissions = permissionsJson(report, text)
    const file = writePrivately(folder, 'permissions.json', permissions)
    setOutputs({ 'permissions-file': file })
    setOutputs({ 'summary-file': writePrivately(folder, 'summary.md', [summary]) })
  })
}

function tellLog(report: RunReport, { log, text }: Reporting): void {
  const { mistakes, problem, requests, started, ended } = report
  const { safe } = text
  for (const { message, where } of mistakes.slice(0, MOST_LINES)) {
    log.line`${placeNote(where, text)}${text.words(message, 1_000)}`
  }
  if (mistakes.length > MOST_LINES) {
    log.line`and ${counted(mistakes.length - MOST_LINES, 'further mistake')}`
  }
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

/** `sharing.yml:12:5: `, and nothing where there is no such place. */
function placeNote(where: Place | undefined, { safe }: Text): SafeText {
  return where === undefined ? safe`` : safe`${where.file}:${where.line}:${where.column}: `
}

/** The leading blanks of a line of the action's own. */
function indentOf(line: string): SafeText {
  return new SafeText(line.slice(0, line.length - line.trimStart().length))
}

function errorsOf(report: RunReport, text: Text): Annotation[] {
  const { safe, words } = text
  const mistakes = report.mistakes.map(({ input, message, ...place }) => ({
    title: safe`${input === 'HTTPS_PROXY' ? 'Variable' : 'Input'} ${input}`,
    message: words(message, 1_000),
    ...place,
  }))
  const { problem } = report
  const problems =
    problem === null
      ? []
      : [{ title: safe`${headlineOf(report)}`, message: safe`${reasonOf(problem, text)}` }]
  const failures = failureGroups(report).map(group => failureAnnotation(group, text))
  return [
    ...mistakes,
    ...problems,
    ...failures,
    ...extraErrors(report, text),
    ...unusable(report, text),
  ]
}

/** Keys that can't use what their project was given access to. */
function unusable({ verifications }: RunReport, text: Text): Annotation[] {
  return verifications
    .filter(({ problem }) => problem !== null)
    .map(verification => ({
      title: text.safe`${verification.projectId} ${verdictOf(verification)} ${verification.checkpointId}`,
      message: reasonOf(verification.problem, text),
    }))
}

/** In an exact check, access that nobody asked for fails the step. */
function extraErrors(report: RunReport, text: Text): Annotation[] {
  if (report.asked?.mode !== 'check' || !report.asked.exact) return []
  return extraAnnotations(report, text)
}
