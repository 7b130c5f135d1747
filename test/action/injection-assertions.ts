import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { StepResult } from '../support/runner.ts'

/** Text that could inject something if it was shown unchanged. */
export const HOSTILE: Record<string, string> = {
  'commands after line breaks':
    'Bad\n::set-output name=result::ok\r\n  ::error title=x::y\r::add-mask::e',
  'a command at its start': '::set-output name=result::ok',
  'a command after blanks': ' \t ::error::pwned',
  'brackets at its start': '##[set-output name=changed;]true',
  'brackets in the middle': 'Bad ##[stop-commands]x ###[group]y #\u200b#[error]z',
  'escaped commands': 'Bad%0A::set-output name=result::ok%0D%0A##[set-output name=changed%3B%5D]x',
  'terminal codes':
    'Bad \u001b[31mred\u001b[0m \u009b31m \u001b]8;;http://x\u0007l\u001b]8;;\u0007 \b',
  'text that runs backwards': 'Bad \u202eevil\u202c \u2066x\u2069 \u200f \u061c',
  'characters that do not show': 'B\u200ba\u200cd\u200d\u2060\ufeff\u00ad\u{e0041}\ud800 x',
  'other line breaks':
    'Bad\u2028::error::x\u2029::error::y\u0085::error::z\v::error::v\f::error::f',
  Markdown: 'Bad | `code` | **b** ](http://x) ![i](http://x) [l](http://x)\n\n# Head\n\n---\n\n- x',
  HTML: '<script>x</script></code></td></tr></table></ul><img src=x onerror=y><!-- &lt;b&gt; -->',
  'a script': "'; touch pwned; ' `touch pwned` $(touch pwned) \"; touch pwned; & touch pwned & !!",
}

// Control, format, and private characters, line and paragraph separators, lone surrogates.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u
const OWN_COMMANDS = ['add-mask', 'group', 'endgroup', 'error', 'warning']
const TITLE =
  /^(Input [a-z-]+|\d+ projects? ha(s|ve) no access|(Couldn't (grant|revoke|read) access (to|for)|Skipped( (grant|revok)ing access (to|for))?|Unknown outcome for) \d+ projects?|\d+ permissions? revoked|\d+ unexpected permissions? on [\w:.-]+|No commit status|A project can't use a model|A model will be shut down|Fine-tuning job [\w-]+ failed; nothing was changed|(Couldn't|Lost|The API|OpenAI) [^:]+; nothing was changed|\d+ more (error|warning)s?)$/

/**
 * Checks the output of a step that got hostile text: only the action's own commands ran, and
 * nothing can harm a reader, the runner, or a shell.
 *
 * @param columns how many columns the tables in the summary have
 * @param keys how many keys and tokens it got: at least the admin key and the run's token
 */
export function expectNoInjection(step: StepResult, columns = 4, keys = 2): void {
  for (const { command } of step.commands) expect(OWN_COMMANDS).toContain(command)
  expect(step.masks).toHaveLength(keys)
  expect(step.state).toEqual({})
  for (const { title, message } of step.allAnnotations) {
    expect(title).toMatch(TITLE)
    expect(message).not.toMatch(INVISIBLE)
    expect(message.length).toBeLessThan(4_000)
  }
  for (const line of [...step.stdout.split('\n'), ...step.stderr.split('\n')]) {
    expect(line).not.toMatch(INVISIBLE)
    expect(line).not.toContain('##[')
    expect(line.length).toBeLessThan(4_000)
  }
  expectCleanSummary(step.summary ?? '', columns)
  expectQuotable(step.outputs)
}

// A comment keeps an encoded `@` or `#` from mentioning what follows.
const SPLIT = /(?<=&#(?:35|64);)<!-- -->/g

/** The text of a summary as people read it, including its tags. */
export const decodeEntities = (summary: string | null): string =>
  (summary ?? '')
    .replace(SPLIT, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))

const STEP_LINE =
  /^(# [\w ,.:'-]+|- uses: [\w./@-]+| {2}with:| {4}[a-z-]+: ([a-z0-9]+|\||http:\S+|\$\{\{ secrets\.\w+ \}\})| {6}[\w.:@+=-]+)$/
const FILE_LINE =
  /^(# .+|checkpoints:|| {2}- checkpoint-id: \S+| {4}[a-z-]+:( \[\])?| {4}owning-project-id: \S+( # .+)?| {6}- \S+( # .+)?)$/
const CHANGE_LINE = /^([+-] [\w.:-]+( {2}\S.*)?| {2}[\d,]+ rows? unchanged)$/
const TAGS =
  /<\/?(?:p|b|ul|li|h4|table|tr|td|code|details|summary)>|<w?br>|<th align="left">|<\/th>/g
/** The summary has only the action's tags, each closed, with plain text between them. */
function expectCleanSummary(summary: string, columns: number): void {
  const [headline = '', ...lines] = summary.split('\n')
  expect(headline).toMatch(/^### \S+ [\w ,;:()×'-]+$/u)
  // The steps that a summary suggests are code, with only the action's own words and IDs. So is a
  // sharing file, with names at the ends of lines, where they can't end the code.
  const isFile = (yaml: string) => yaml.startsWith('# yaml-language-server: ')
  const body = lines.join('\n').replace(/\n\n```yaml\n(.*?)\n```\n\n/gs, (_, steps) => {
    const pattern = isFile(steps) ? FILE_LINE : STEP_LINE
    for (const line of steps.split('\n')) {
      expect(line).toMatch(pattern)
      expect(line).not.toMatch(INVISIBLE)
    }
    return ''
  })
  // So are the changes of a dry run, each line with a prefix that keeps the block open.
  const html = body.replace(/\n\n```diff\n(.*?)\n```(?=\n|$)/gs, (_, changes) => {
    for (const line of changes.split('\n')) {
      expect(line).toMatch(CHANGE_LINE)
      expect(line).not.toMatch(INVISIBLE)
    }
    return ''
  })
  // Markdown starts again after a blank line: there, one of the action's tags must follow.
  for (const block of html.split(/\n\s*\n/)) expect(block).toMatch(/^\s*(<|$)/)
  const text = html
    .replace(TAGS, '')
    .replace(SPLIT, '')
    .replace(/&(?:#\d+|nbsp);|(?<=can)'(?=t use it)/g, '')
  expect(text).not.toMatch(/[&<>`|*[\]{}!#\\~"'$]/)
  expect(text.replaceAll('\n', '')).not.toMatch(INVISIBLE)
  for (const tag of ['p', 'ul', 'li', 'table', 'tr', 'td', 'th', 'code', 'b', 'details']) {
    const opened = html.match(new RegExp(`<${tag}[ >]`, 'g')) ?? []
    expect(html.match(new RegExp(`</${tag}>`, 'g')) ?? [], tag).toHaveLength(opened.length)
  }
  for (const [row] of html.matchAll(/<tr>.*<\/tr>/g)) {
    expect(row.match(/<t[dh][ >]/g)).toHaveLength(columns)
  }
}

/** Each output, put into a script between single quotes, is one word that the shell prints. */
function expectQuotable(outputs: Record<string, string>): void {
  const folder = mkdtempSync(join(tmpdir(), 'quoted-'))
  const values = Object.values(outputs)
  for (const value of values) expect(value).not.toContain("'")
  try {
    const input = values.map(value => `printf '%s\\n' '${value}'\n`).join('')
    const { error, stdout } = spawnSync('sh', { cwd: folder, input, encoding: 'utf8' })
    // Windows without Git has no such shell.
    if (error === undefined) expect(stdout.split('\n')).toEqual([...values, ''])
    expect(readdirSync(folder)).toEqual([])
  } finally {
    // On Windows, the shell's folder can be in use for a moment longer.
    rmSync(folder, { recursive: true, maxRetries: 3 })
  }
}
