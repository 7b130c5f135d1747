import { formatDuration, formatList, formatNumber, pluralize } from '../common/format.ts'
import type { Result } from '../sharing/result.ts'
import { failurePreposition, failureTitle } from './annotations.ts'
import { diffOf } from './diff.ts'
import { headlineOf } from './headline.ts'
import { jobSections } from './jobs-section.ts'
import { problemLines } from './problem.ts'
import { failureGroups, modeOf, type RunReport, requestedRows, rowsOf } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'
import { tableOf, truncateLines } from './table.ts'
import { fixSteps, fixTitle, undoSteps } from './undo-and-fix-steps.ts'
import { verificationSection } from './verification-section.ts'

// GitHub drops a summary of more than 1 MiB; the rest is room for the parts around lists.
const LIST_BYTES = 400_000
const MAX_BYTES = 1_000_000

const ICONS: Record<Result, string> = {
  ok: '✅',
  mismatch: '❌',
  failed: '❌',
  unavailable: '⚠️',
  invalid: '❌',
  cancelled: '🚫',
}

// A URL is seldom as long.
const MAX_STEP_LENGTH = 2_000

/**
 * The summary as GitHub-flavored Markdown, under 1 MiB whatever the number of rows. Foreign text is
 * only in HTML without blank lines, which Markdown leaves as it is.
 */
export function renderSummary(report: RunReport, sanitizer: Sanitizer): string {
  const parts = [
    `### ${report.outputsFailed ? '❌' : ICONS[report.result]} ${escapeIds(headlineOf(report))}`,
    runInfo(report, sanitizer),
    issueList(report, sanitizer),
    stopReason(report, sanitizer),
    diffOf(report, sanitizer),
    tableOf(requestedRows(report), sanitizer, LIST_BYTES, hasSeveral(report)),
    failures(report, sanitizer),
    verificationSection(report.verifications, sanitizer),
    jobSections(report, sanitizer),
    foldedSteps(fixTitle(report), fixSteps(report), sanitizer),
    otherPermissions(report, sanitizer),
    foldedSteps('Undo this run', undoSteps(report), sanitizer),
  ].filter(part => part !== '')
  const noteOf = (left: number) =>
    `<p>${pluralize(left, 'section')} omitted. See the log or permissions-file.</p>`
  return truncateLines(parts, MAX_BYTES, noteOf)
    .map(part => `${part}\n`)
    .join('\n')
}

/** A headline is plain, except that Markdown could read an ID as emphasis or a mention. */
function escapeIds(headline: string): string {
  return headline.replace(/[_@]/g, character => `&#${character.charCodeAt(0)};`)
}

function runInfo(report: RunReport, { html, code }: Sanitizer): string {
  const { settings, started, ended, requests, plans } = report
  if (settings === null) return ''
  const [from, to] = [utc(started), utc(ended)]
  const one = plans?.length === 1 ? plans[0] : undefined
  const mode = `Mode <b>${settings.mode}</b>${settings.dryRun ? ' (dry run, nothing was changed)' : ''}`
  const parts = [
    `API ${html(settings.baseUrl.host)}`,
    `${from.date} ${from.time} to ${to.time} UTC (${formatDuration(ended - started)})`,
    pluralize(requests, 'request'),
  ].join(' · ')
  // A checkpoint's ID fills a line.
  const first =
    one === undefined ? `${mode} · ` : `${mode} · checkpoint ${code(one.checkpointId)}<br>`
  return `<p>${first}${parts}</p>`
}

function utc(milliseconds: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T')
  return { date, time: time.slice(0, 8) }
}

/** Whether rows must name their checkpoint, because the line above the tables doesn't. */
function hasSeveral({ plans }: RunReport): boolean {
  return (plans?.length ?? 0) > 1
}

function issueList({ issues }: RunReport, { html }: Sanitizer): string {
  return bulletList(
    issues.map(({ message, location }) => {
      const place = location === undefined ? '' : `${html(location.file)}, line ${location.line}: `
      return `${place}${html(message, 1_000)}`
    }),
  )
}

/** What stopped the run as a whole. */
function stopReason({ problem }: RunReport, sanitizer: Sanitizer): string {
  if (problem === null) return ''
  return `<p>${problemLines(problem, sanitizer).join('<br>')}</p>`
}

/** Workflow steps, collapsed. They contain only IDs and a URL, which can't end a code block. */
function foldedSteps(title: string, yaml: string, { sanitize }: Sanitizer): string {
  if (yaml === '') return ''
  // A URL might contain a key, whatever was checked before.
  const lines = yaml.split('\n').map(line => {
    const words = line.trimStart()
    return line.slice(0, line.length - words.length) + sanitize(words, MAX_STEP_LENGTH)
  })
  return `<details><summary>${title}</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`
}

function failures(report: RunReport, sanitizer: Sanitizer): string {
  const { code, html } = sanitizer
  const groups = failureGroups(report)
  const items = groups.map(group => {
    const { checkpointId, projectIds, problem } = group
    const title = `<b>${html(failureTitle(group, modeOf(report)))}</b>`
    const who = projectIds.length === 0 ? '' : `: ${formatList(projectIds.map(code), 20)}`
    const where = `${failurePreposition(group)} ${code(checkpointId)}`
    return [`${title} ${where}${who}`, ...problemLines(problem, sanitizer)].join('<br>')
  })
  if (items.length === 0) return ''
  return `<h4>Errors</h4>\n${bulletList(items)}`
}

/** The permissions of projects that weren't requested: collapsed unless the mode is about them. */
function otherPermissions(report: RunReport, sanitizer: Sanitizer): string {
  const { settings } = report
  const isList = settings?.mode === 'list'
  // The declared owner always has access, so its permission isn't unexpected.
  const rows = rowsOf(report).filter(
    ({ requested, status }) => !requested && (isList || status !== 'owner'),
  )
  if (rows.length === 0) return ''
  const table = tableOf(rows, sanitizer, LIST_BYTES / 4, hasSeveral(report))
  if (isList) return table
  const title = pluralize(rows.length, 'other permission')
  if (settings?.mode === 'sync') return `<h4>${title}</h4>\n${table}`
  return `<details><summary>${title} (not changed)</summary>\n${table}\n</details>`
}

/** A list, truncated to its share of the summary. */
function bulletList(items: readonly string[]): string {
  if (items.length === 0) return ''
  const lines = items.map(item => `<li>${item}</li>`)
  const noteOf = (left: number) => `<li>${formatNumber(left)} more. See the log.</li>`
  return ['<ul>', ...truncateLines(lines, LIST_BYTES / 2, noteOf), '</ul>'].join('\n')
}
