import { counted, duration, listed } from '../words.ts'
import { headlineOf } from './headline.ts'
import { failureGroups, type RunReport, requestedRows, rowsOf } from './run.ts'
import { fitting, tableOf } from './table.ts'
import type { Text } from './text.ts'

// GitHub refuses a summary of more than 1 MiB; the rest is room for the parts around lists.
const LIST_BYTES = 400_000

const ICONS = { ok: '✅', failed: '❌', unavailable: '❌', invalid: '❌', cancelled: '🚫' } as const

/**
 * The summary as GitHub-flavoured Markdown, under 1 MiB whatever the number of rows. All that
 * holds foreign text is HTML without blank lines, in which no Markdown is read.
 */
export function renderSummary(report: RunReport, text: Text): string {
  return [
    `### ${ICONS[report.result]} ${headlineOf(report)}`,
    circumstances(report, text),
    mistakes(report, text),
    tableOf(requestedRows(report), text, LIST_BYTES),
    failures(report, text),
    others(report, text),
  ]
    .filter(part => part !== '')
    .map(part => `${part}\n`)
    .join('\n')
}

function circumstances(report: RunReport, { html, code }: Text): string {
  const { asked, started, ended, requests, checkpoints } = report
  if (asked === null) return ''
  const one = checkpoints?.length === 1 ? checkpoints[0] : undefined
  const parts = [
    `Mode <b>${asked.mode}</b>${asked.dryRun ? ', dry run: nothing was changed' : ''}`,
    ...(one === undefined ? [] : [`checkpoint ${code(one.checkpointId)}`]),
    `API ${html(asked.host)}`,
    `${utc(started)} to ${utc(ended).slice(11)} UTC (${duration(ended - started)})`,
    counted(requests, 'request'),
  ]
  return `<p>${parts.join(' · ')}</p>`
}

/** `2026-11-24 21:15:37`, from milliseconds since the Unix epoch. */
function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
}

function mistakes({ mistakes }: RunReport, { html }: Text): string {
  return bulleted(mistakes.map(({ message }) => html(message, 1_000)))
}

function failures(report: RunReport, { html, code }: Text): string {
  const groups = failureGroups(rowsOf(report))
  if (groups.length === 0) return ''
  const items = groups.map(({ first, projectIds }) => {
    const { message, hint, requestId } = first.problem ?? {
      message: '',
      hint: null,
      requestId: null,
    }
    const lines = [
      `${listed(projectIds.map(code), 20)} on ${code(first.checkpointId)}: <b>${first.status}</b>`,
      html(message, 1_000),
      ...(hint === null ? [] : [`What to do: ${html(hint)}`]),
      ...(requestId === null ? [] : [`Request ${code(requestId)}`]),
    ]
    return lines.join('<br>')
  })
  return `<h4>What went wrong</h4>\n${bulleted(items)}`
}

function others(report: RunReport, text: Text): string {
  const rows = rowsOf(report).filter(({ requested }) => !requested)
  if (rows.length === 0) return ''
  const title = `${counted(rows.length, 'permission')} of projects that were not asked for, left as they are`
  return `<details><summary>${title}</summary>\n${tableOf(rows, text, LIST_BYTES / 4)}\n</details>`
}

/** A list, cut where it would take more than its share of the summary. */
function bulleted(items: readonly string[]): string {
  if (items.length === 0) return ''
  const { shown, left } = fitting(
    items.map(item => `<li>${item}</li>`),
    LIST_BYTES / 2,
  )
  const note = left === 0 ? [] : [`<li>and ${counted(left, 'more', 'more')}: see the log</li>`]
  return ['<ul>', ...shown, ...note, '</ul>'].join('\n')
}
