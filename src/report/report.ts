import { formatDuration, pluralize } from '../common/format.ts'
import type { SourceLocation } from '../common/validation.ts'
import { type Annotation, annotate, failureLine } from './annotations.ts'
import { errorsOf } from './errors.ts'
import { headlineOf } from './headline.ts'
import type { Log } from './log.ts'
import {
  checkpointIdsJson,
  createFolder,
  permissionsJson,
  setRunOutputs,
  writePrivateFile,
} from './outputs.ts'
import { formatProblem } from './problem.ts'
import { failureGroups, modeOf, type RunReport } from './run-report.ts'
import { addSummary, setOutputs } from './runner.ts'
import { SafeText, type Sanitizer } from './sanitize.ts'
import { COMMENT_BYTES, renderSummary, SUMMARY_BYTES } from './summary.ts'
import { fixSteps, fixTitle } from './undo-and-fix-steps.ts'
import { warningsOf } from './warnings.ts'

// A longer list of invalid inputs isn't read to its end.
const MAX_LINES = 1_000

/** What reporting needs of the outside. */
export interface ReportContext {
  sanitizer: Sanitizer
  log: Log
  /** The runner's temporary folder (`RUNNER_TEMP`). */
  temporary: string | undefined
  showSummary: boolean
  /** Errors from before and besides the report. */
  errors: Annotation[]
  /** Warnings from before and besides the report. */
  warnings: Annotation[]
}

/** The files that a run wrote. */
export interface WrittenFiles {
  /** Their folder; null if they couldn't be written. */
  folder: string | null
  /** The YAML of the output `sharing-file`; null if there's none. */
  sharingFile: string | null
}

/**
 * Sets the outputs, which later steps rely on, and writes the files that they name.
 *
 * @returns whether they could be set, and the files
 */
export async function writeOutputs(
  report: RunReport,
  reportContext: ReportContext,
): Promise<{ outputsFailed: boolean; files: WrittenFiles }> {
  const { sanitizer, temporary, errors, warnings } = reportContext
  const { safe } = sanitizer
  let empty: string[] = []
  const outputs = { title: safe`No outputs`, label: 'the outputs' }
  const hasOutputs = await attempt(outputs, errors, sanitizer, () => {
    empty = setRunOutputs(report, sanitizer)
  })
  let folder: string | null = null
  const complete = new Map<string, string>()
  await attempt(filesOf(sanitizer), warnings, sanitizer, () => {
    const fresh = createFolder(temporary)
    const permissions = permissionsJson(report, sanitizer)
    setOutputs({ 'permissions-file': writePrivateFile(fresh, 'permissions.json', permissions) })
    folder = fresh
    for (const name of ['permissions', 'permission-ids']) complete.set(name, 'permissions-file')
    if (!empty.includes('checkpoint-ids')) return
    // No other file has checkpoints without rows.
    const ids = writePrivateFile(fresh, 'checkpoint-ids.json', [checkpointIdsJson(report)])
    complete.set('checkpoint-ids', `${ids}, next to permissions-file,`)
  })
  for (const name of empty) {
    const file = complete.get(name)
    const fix = file === undefined ? '' : ` Read ${file} instead.`
    warnings.push({
      title: safe`The output ${name} is empty`,
      message: safe`${name} exceeds 100 kB and was left empty.${new SafeText(fix)}`,
    })
  }
  const sharingFile =
    report.settings?.mode === 'list' ? await writeSharingFile(report, folder, reportContext) : null
  return { outputsFailed: !hasOutputs, files: { folder, sharingFile } }
}

/** Sets the output `sharing-file`, and writes it into the folder; returns its YAML. */
async function writeSharingFile(
  report: RunReport,
  folder: string | null,
  { sanitizer, log, warnings }: ReportContext,
): Promise<string | null> {
  let written: string | null = null
  const title = sanitizer.safe`No sharing file`
  await attempt({ title, label: 'sharing-file' }, warnings, sanitizer, async () => {
    // Loaded here, so other modes start faster.
    const { sharingFileOf } = await import('./sharing-file-output.ts')
    const { yaml, notes, warnings: more } = await sharingFileOf(report, sanitizer)
    warnings.push(...more)
    for (const note of notes) log.line`${note}`
    const isWritten = folder !== null && yaml !== null
    setOutputs({
      'sharing-file': isWritten ? writePrivateFile(folder, 'sharing.yml', [yaml]) : '',
    })
    if (isWritten) written = yaml
  })
  return written
}

function filesOf({ safe }: Sanitizer) {
  return { title: safe`No files`, label: 'permissions-file and summary-file' }
}

/** Writes the summary, the end of the log, and the annotations. */
export async function writeReport(
  report: RunReport,
  { folder, sharingFile }: WrittenFiles,
  reportContext: ReportContext,
): Promise<void> {
  const { sanitizer, showSummary, errors, warnings } = reportContext
  const { safe } = sanitizer
  const summary = { title: safe`No summary`, label: 'the job summary' }
  await attempt(summary, warnings, sanitizer, async () => {
    if (folder !== null) {
      await attempt(filesOf(sanitizer), warnings, sanitizer, () => {
        const markdown = renderSummary(report, sanitizer, COMMENT_BYTES, sharingFile)
        setOutputs({ 'summary-file': writePrivateFile(folder, 'summary.md', [markdown]) })
      })
    }
    if (showSummary) await addSummary(renderSummary(report, sanitizer, SUMMARY_BYTES, sharingFile))
  })
  await attempt({ title: safe`No log`, label: 'the log' }, errors, sanitizer, () => {
    writeLog(report, reportContext)
    errors.push(...errorsOf(report, sanitizer))
    warnings.push(...warningsOf(report, sanitizer))
  })
  annotate('error', errors, sanitizer)
  annotate('warning', warnings, sanitizer)
}

/** Does something that fails on a broken runner, and adds an annotation if it does. */
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
      message: safe`Couldn't write ${label}: ${reason}`,
    })
    return false
  }
}

function writeLog(report: RunReport, { log, sanitizer }: ReportContext): void {
  const { issues, problem, requests, started, ended } = report
  const { safe } = sanitizer
  for (const { message, location } of issues.slice(0, MAX_LINES)) {
    log.line`${locationNote(location, sanitizer)}${sanitizer.safeText(message, 1_000)}`
  }
  if (issues.length > MAX_LINES) {
    log.line`${pluralize(issues.length - MAX_LINES, 'more invalid input')}`
  }
  if (problem !== null) log.line`${formatProblem(problem, sanitizer)}`
  for (const group of failureGroups(report)) {
    log.list(
      failureLine(group, modeOf(report), sanitizer),
      group.projectIds.map(id => safe`${id}`),
    )
  }
  const fix = fixSteps(report)
  if (fix !== '') {
    log.list(
      safe`${fixTitle(report)}:`,
      fix.split('\n').map(line => safe`${indentOf(line)}${line}`),
    )
  }
  log.line`${headlineOf(report)}. ${pluralize(requests, 'request')} in ${formatDuration(ended - started)}.`
}

/** `sharing.yml:12:5: `, or nothing without a location. */
function locationNote(location: SourceLocation | undefined, { safe }: Sanitizer): SafeText {
  return location === undefined
    ? safe``
    : safe`${location.file}:${location.line}:${location.column}: `
}

/** The indentation of a line of the action's own. */
function indentOf(line: string): SafeText {
  return new SafeText(line.slice(0, line.length - line.trimStart().length))
}
