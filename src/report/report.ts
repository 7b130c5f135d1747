import { formatDuration, pluralize } from '../common/format.ts'
import type { SourceLocation } from '../common/validation.ts'
import { type Annotation, annotate, extraAnnotations, failureAnnotation } from './annotations.ts'
import { headlineOf } from './headline.ts'
import { verdictOf } from './job-line.ts'
import type { Log } from './log.ts'
import { createFolder, permissionsJson, setRunOutputs, writePrivateFile } from './outputs.ts'
import { formatProblem } from './problem.ts'
import { failureGroups, type RunReport } from './run-report.ts'
import { addSummary, setOutputs } from './runner.ts'
import { SafeText, type Sanitizer } from './sanitize.ts'
import { renderSummary } from './summary.ts'
import { fixSteps } from './undo-and-fix-steps.ts'
import { warningsOf } from './warnings.ts'

// Who has made more mistakes than this wants to see the first of them.
const MAX_LINES = 1_000

/** What reporting needs of the outside. */
export interface ReportContext {
  sanitizer: Sanitizer
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
export async function writeReport(
  report: RunReport,
  reportContext: ReportContext,
): Promise<boolean> {
  const { sanitizer, showSummary, warnings } = reportContext
  const { safe } = sanitizer
  const errors: Annotation[] = []
  const outputs = { title: safe`No outputs`, label: 'The outputs' }
  const hasOutputs = await attempt(outputs, errors, sanitizer, () =>
    writeOutputs(report, reportContext),
  )
  const summary = { title: safe`No summary`, label: 'The job summary' }
  await attempt(summary, warnings, sanitizer, async () => {
    const markdown = renderSummary(report, sanitizer)
    await writeFiles(report, markdown, reportContext)
    if (showSummary) await addSummary(markdown)
  })
  await attempt({ title: safe`No log`, label: 'The log' }, errors, sanitizer, () => {
    writeLog(report, reportContext)
    errors.push(...errorsOf(report, sanitizer))
    warnings.push(...warningsOf(report, sanitizer))
  })
  annotate('error', errors, sanitizer)
  annotate('warning', warnings, sanitizer)
  return hasOutputs
}

/** Does something that a broken runner can make fail, and notes it if so. */
async function attempt(
  { title, label }: { title: SafeText; label: string },
  notes: Annotation[],
  { safe }: Sanitizer,
  action: () => unknown,
): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    notes.push({
      title,
      message: safe`${label} could not be written: ${reason}`,
    })
    return false
  }
}

function writeOutputs(report: RunReport, { sanitizer, warnings }: ReportContext): void {
  for (const name of setRunOutputs(report, sanitizer)) {
    warnings.push({
      title: sanitizer.safe`The output ${name} is empty`,
      message: sanitizer.safe`${name} would be over 100 kB, more than GitHub hands on safely: read the file that the output permissions-file names`,
    })
  }
}

async function writeFiles(
  report: RunReport,
  summary: string,
  { sanitizer, temporary, warnings }: ReportContext,
): Promise<void> {
  const files = { title: sanitizer.safe`No files`, label: 'permissions-file and summary-file' }
  await attempt(files, warnings, sanitizer, () => {
    const folder = createFolder(temporary)
    const permissions = permissionsJson(report, sanitizer)
    const file = writePrivateFile(folder, 'permissions.json', permissions)
    setOutputs({ 'permissions-file': file })
    setOutputs({ 'summary-file': writePrivateFile(folder, 'summary.md', [summary]) })
  })
}

function writeLog(report: RunReport, { log, sanitizer }: ReportContext): void {
  const { issues, problem, requests, started, ended } = report
  const { safe } = sanitizer
  for (const { message, location } of issues.slice(0, MAX_LINES)) {
    log.line`${locationNote(location, sanitizer)}${sanitizer.safeText(message, 1_000)}`
  }
  if (issues.length > MAX_LINES) {
    log.line`and ${pluralize(issues.length - MAX_LINES, 'further mistake')}`
  }
  if (problem !== null) log.line`${formatProblem(problem, sanitizer)}`
  for (const { checkpointId, projectIds, problem, status } of failureGroups(report)) {
    const who = projectIds.length === 0 ? '' : `${pluralize(projectIds.length, 'project')} on `
    log.list(
      safe`${status}: ${new SafeText(who)}${checkpointId}: ${formatProblem(problem, sanitizer)}`,
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
  log.line`${headlineOf(report)}. ${pluralize(requests, 'request')} in ${formatDuration(ended - started)}.`
}

/** `sharing.yml:12:5: `, and nothing where there is no such place. */
function locationNote(location: SourceLocation | undefined, { safe }: Sanitizer): SafeText {
  return location === undefined
    ? safe``
    : safe`${location.file}:${location.line}:${location.column}: `
}

/** The leading blanks of a line of the action's own. */
function indentOf(line: string): SafeText {
  return new SafeText(line.slice(0, line.length - line.trimStart().length))
}

function errorsOf(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { safe, safeText } = sanitizer
  const issues = report.issues.map(({ input, message, ...place }) => ({
    title: safe`${input === 'HTTPS_PROXY' ? 'Variable' : 'Input'} ${input}`,
    message: safeText(message, 1_000),
    ...place,
  }))
  const { problem } = report
  const problems =
    problem === null
      ? []
      : [
          {
            title: safe`${headlineOf(report)}`,
            message: safe`${formatProblem(problem, sanitizer)}`,
          },
        ]
  const failures = failureGroups(report).map(group => failureAnnotation(group, sanitizer))
  return [
    ...issues,
    ...problems,
    ...failures,
    ...extraErrors(report, sanitizer),
    ...unusableKeyErrors(report, sanitizer),
  ]
}

/** Keys that can't use what their project was given access to. */
function unusableKeyErrors({ verifications }: RunReport, sanitizer: Sanitizer): Annotation[] {
  return verifications
    .filter(({ problem }) => problem !== null)
    .map(verification => ({
      title: sanitizer.safe`${verification.projectId} ${verdictOf(verification)} ${verification.checkpointId}`,
      message: formatProblem(verification.problem, sanitizer),
    }))
}

/** In an exact check, access that nobody asked for fails the step. */
function extraErrors(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  if (report.settings?.mode !== 'check' || !report.settings.exact) return []
  return extraAnnotations(report, sanitizer)
}
