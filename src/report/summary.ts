import { formatDuration, formatList, formatNumber, pluralize } from '../common/format.ts'
import type { Result } from '../sharing/result.ts'
import { failurePreposition, failureTitle } from './annotations.ts'
import { diffOf } from './diff.ts'
import { fitSections, joinWithin, type Section } from './fit.ts'
import { headlineOf } from './headline.ts'
import { jobSections } from './jobs-section.ts'
import { problemLines } from './problem.ts'
import { failureGroups, modeOf, type RunReport, requestedRows, rowsOf } from './run-report.ts'
import { breakMentions, type Sanitizer } from './sanitize.ts'
import { tableOf } from './table.ts'
import { fixSteps, fixTitle, undoSteps } from './undo-and-fix-steps.ts'
import { verificationSection } from './verification-section.ts'

/** A job summary's limit: GitHub drops one of more than 1 MiB. */
export const SUMMARY_BYTES = 1_000_000

/** A comment's limit: GitHub accepts 65,536 characters, and a workflow might add some. */
export const COMMENT_BYTES = 65_000

// Thousands of rows are more than people read here.
const SECTION_BYTES = 400_000

const ICONS: Record<Result, string> = {
  ok: '✅',
  mismatch: '❌',
  failed: '❌',
  unavailable: '⚠️',
  invalid: '❌',
  cancelled: '🚫',
}

// People review a shorter file here; a longer one only hides the rest.
const SHARING_FILE_BYTES = 20_000
// A URL is rarely as long.
const MAX_STEP_LENGTH = 2_000

/**
 * The summary as GitHub-flavored Markdown, in at most that many bytes whatever the number of rows:
 * long lists, and then whole sections, are cut. Foreign text is only in HTML without blank lines,
 * which Markdown leaves as it is, or in code, and mentions no one.
 *
 * @param sharingFile the YAML of the output `sharing-file`; null if there's none
 */
export function renderSummary(
  report: RunReport,
  sanitizer: Sanitizer,
  maxBytes: number,
  sharingFile: string | null = null,
): string {
  const sections: Section[] = [
    () =>
      `### ${report.outputsFailed ? '❌' : ICONS[report.result]} ${escapeIds(headlineOf(report))}`,
    () => runInfo(report, sanitizer),
    max => issueList(report, sanitizer, max),
    () => stopReason(report, sanitizer),
    max => diffOf(report, sanitizer, max),
    max => tableOf(requestedRows(report), sanitizer, max, hasSeveral(report)),
    max => failures(report, sanitizer, max),
    max => verificationSection(report.verifications, sanitizer, max),
    max => jobSections(report, sanitizer, max),
    () => foldedYaml(fixTitle(report), fixSteps(report), sanitizer),
    max => otherPermissions(report, sanitizer, max),
    max => sharingFileSection(sharingFile, sanitizer, max),
    () => foldedYaml('Undo this run', undoSteps(report), sanitizer),
  ]
  const noteOf = (left: number) =>
    `<p>${pluralize(left, 'section')} omitted. See the log or permissions-file.</p>\n`
  const room = maxBytes - Buffer.byteLength(noteOf(sections.length))
  // Each ends with a line break, and a blank line follows.
  const { shown, left } = fitSections(sections.map(readable), room, 2)
  return [...shown.map(part => `${part}\n`), ...(left === 0 ? [] : [noteOf(left)])].join('\n')
}

/** The section, in no more bytes than people read. */
function readable(render: Section): Section {
  return maxBytes => render(Math.min(maxBytes, SECTION_BYTES))
}

/** A headline is plain, except that Markdown could read an ID as emphasis or a mention. */
function escapeIds(headline: string): string {
  return breakMentions(headline.replace(/[_@#]/g, character => `&#${character.charCodeAt(0)};`))
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

function issueList({ issues }: RunReport, { html }: Sanitizer, maxBytes: number): string {
  return bulletList(
    issues.map(({ message, location }) => {
      const place = location === undefined ? '' : `${html(location.file)}, line ${location.line}: `
      return `${place}${html(message, 1_000)}`
    }),
    maxBytes,
  )
}

/** What stopped the run as a whole. */
function stopReason({ problem }: RunReport, sanitizer: Sanitizer): string {
  if (problem === null) return ''
  return `<p>${problemLines(problem, sanitizer).join('<br>')}</p>`
}

/** YAML, collapsed. No line starts with foreign text, so none can end the code block. */
function foldedYaml(title: string, yaml: string, { sanitize }: Sanitizer): string {
  if (yaml === '') return ''
  // A URL might contain a key, whatever was checked before.
  const lines = yaml.split('\n').map(line => {
    const words = line.trimStart()
    return line.slice(0, line.length - words.length) + sanitize(words, MAX_STEP_LENGTH)
  })
  return `<details><summary>${title}</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`
}

/** The access that a list found, ready to be committed, unless it's too long to show. */
function sharingFileSection(yaml: string | null, sanitizer: Sanitizer, maxBytes: number): string {
  if (yaml === null) return ''
  const limit = Math.min(maxBytes, SHARING_FILE_BYTES)
  // Sanitizing a long file only to measure it would take most of a report's time.
  const isShort = Buffer.byteLength(yaml) <= limit
  const section = isShort ? foldedYaml('Sharing file', yaml.trimEnd(), sanitizer) : ''
  if (isShort && Buffer.byteLength(section) <= limit) return section
  return '<p>The sharing file is too long to show here. See the output <code>sharing-file</code>.</p>'
}

function failures(report: RunReport, sanitizer: Sanitizer, maxBytes: number): string {
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
  const title = '<h4>Errors</h4>\n'
  return `${title}${bulletList(items, maxBytes - title.length)}`
}

/** The permissions of projects that weren't requested: collapsed unless the mode is about them. */
function otherPermissions(report: RunReport, sanitizer: Sanitizer, maxBytes: number): string {
  const { settings } = report
  const isList = settings?.mode === 'list'
  // The declared owner always has access, so its permission isn't unexpected.
  const rows = rowsOf(report).filter(
    ({ requested, status }) => !requested && (isList || status !== 'owner'),
  )
  if (rows.length === 0) return ''
  const title = pluralize(rows.length, 'other permission')
  const [before, after] = isList
    ? ['', '']
    : settings?.mode === 'sync'
      ? [`<h4>${title}</h4>\n`, '']
      : [`<details><summary>${title} (not changed)</summary>\n`, '\n</details>']
  const room = maxBytes - before.length - after.length
  return `${before}${tableOf(rows, sanitizer, room, hasSeveral(report))}${after}`
}

/** A list. Items that don't fit into `maxBytes` are counted. */
function bulletList(items: readonly string[], maxBytes: number): string {
  if (items.length === 0) return ''
  const [before, after] = ['<ul>\n', '\n</ul>']
  const noteOf = (left: number) => `<li>${formatNumber(left)} more. See the log.</li>`
  const room = maxBytes - before.length - after.length
  return `${before}${joinWithin(items, item => `<li>${item}</li>`, room, noteOf)}${after}`
}
