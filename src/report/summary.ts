import type { Result } from '../sharing/result.ts'
import { counted, duration, listed } from '../common/format.ts'
import { diffOf } from './diff.ts'
import { headlineOf } from './headline.ts'
import { problemLines } from './problem.ts'
import { failureGroups, type RunReport, requestedRows, rowsOf } from './run-report.ts'
import { fixSteps, undoSteps } from './workflow-steps.ts'
import { fitted, tableOf } from './table.ts'
import type { Text } from './sanitize.ts'
import { trainingsOf, verificationsOf } from './training-section.ts'

// GitHub refuses a summary of more than 1 MiB; the rest is room for the parts around lists.
const LIST_BYTES = 400_000
const MAX_BYTES = 1_000_000

const ICONS: Record<Result, string> = {
  ok: '✅',
  missing: '❌',
  failed: '❌',
  unavailable: '⚠️',
  invalid: '❌',
  cancelled: '🚫',
}

/**
 * The summary as GitHub-flavoured Markdown, under 1 MiB whatever the number of rows. All that
 * holds foreign text is HTML without blank lines, in which no Markdown is read.
 */
export function renderSummary(report: RunReport, text: Text): string {
  const parts = [
    `### ${ICONS[report.result]} ${headlineOf(report)}`,
    circumstances(report, text),
    mistakes(report, text),
    refusal(report, text),
    diffOf(report, text),
    tableOf(requestedRows(report), text, LIST_BYTES, hasSeveral(report)),
    failures(report, text),
    verificationsOf(report.verifications, text),
    trainingsOf(report, text),
    steps('What would make this check succeed', fixSteps(report)),
    others(report, text),
    steps('Undo: what would take this run back', undoSteps(report)),
  ].filter(part => part !== '')
  const noteOf = (left: number) =>
    `<p>${counted(left, 'part')} left out here: the log and the output permissions-file have them all.</p>`
  return fitted(parts, MAX_BYTES, noteOf)
    .map(part => `${part}\n`)
    .join('\n')
}

function circumstances(report: RunReport, { html, code }: Text): string {
  const { asked, started, ended, requests, checkpoints } = report
  if (asked === null) return ''
  const [from, to] = [utc(started), utc(ended)]
  const one = checkpoints?.length === 1 ? checkpoints[0] : undefined
  const mode = `Mode <b>${asked.mode}</b>${asked.dryRun ? ', dry run: nothing was changed' : ''}`
  const parts = [
    `API ${html(asked.baseUrl.host)}`,
    `${from.date} ${from.time} to ${to.time} UTC (${duration(ended - started)})`,
    counted(requests, 'request'),
  ].join(' · ')
  // A checkpoint's ID fills a line, and a second line that breaks somewhere is hard to read.
  const first =
    one === undefined ? `${mode} · ` : `${mode} · checkpoint ${code(one.checkpointId)}<br>`
  return `<p>${first}${parts}</p>`
}

function utc(milliseconds: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T')
  return { date, time: time.slice(0, 8) }
}

/** Whether rows must name their checkpoint: the line above the tables then names none. */
function hasSeveral({ checkpoints }: RunReport): boolean {
  return (checkpoints?.length ?? 0) > 1
}

function mistakes({ mistakes }: RunReport, { html }: Text): string {
  return bulleted(
    mistakes.map(({ message, where }) => {
      const place = where === undefined ? '' : `${html(where.file)}, line ${where.line}: `
      return `${place}${html(message, 1_000)}`
    }),
  )
}

/** What kept the run as a whole from going on. */
function refusal({ problem }: RunReport, text: Text): string {
  if (problem === null) return ''
  return `<p>${problemLines(problem, text).join('<br>')}</p>`
}

/** Steps of a workflow, folded; they hold nothing but IDs, which end no code block. */
function steps(title: string, yaml: string): string {
  if (yaml === '') return ''
  return `<details><summary>${title}</summary>\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n</details>`
}

function failures(report: RunReport, text: Text): string {
  const { code } = text
  const groups = failureGroups(report)
  const items = groups.map(({ checkpointId, projectIds, problem, status }) => {
    const who = projectIds.length === 0 ? '' : `${listed(projectIds.map(code), 20)} on `
    const lines = [`${who}${code(checkpointId)}: <b>${status}</b>`, ...problemLines(problem, text)]
    return lines.join('<br>')
  })
  if (items.length === 0) return ''
  return `<h4>What went wrong</h4>\n${bulleted(items)}`
}

/** The permissions of projects that were not asked for: in a sync the point, else an aside. */
function others(report: RunReport, text: Text): string {
  const rows = rowsOf(report).filter(({ requested }) => !requested)
  if (rows.length === 0) return ''
  const table = tableOf(rows, text, LIST_BYTES / 4, hasSeveral(report))
  const { asked } = report
  if (asked?.mode === 'list') return table
  const title = `${counted(rows.length, 'permission')} of projects that were not asked for`
  if (asked?.mode === 'sync') return `<h4>${title}</h4>\n${table}`
  return `<details><summary>${title}, left as they are</summary>\n${table}\n</details>`
}

/** A list, cut where it would take more than its share of the summary. */
function bulleted(items: readonly string[]): string {
  if (items.length === 0) return ''
  const lines = items.map(item => `<li>${item}</li>`)
  const noteOf = (left: number) => `<li>and ${counted(left, 'more', 'more')}: see the log</li>`
  return ['<ul>', ...fitted(lines, LIST_BYTES / 2, noteOf), '</ul>'].join('\n')
}
