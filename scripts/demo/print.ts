import { styleText } from 'node:util'
import { StepRecord } from '../../test/support/runner/record.ts'
import type { StepResult } from '../../test/support/runner.ts'
import type { Played } from './scenes.ts'

// Some terminals report no width, or zero.
const WIDTH = Math.min(Math.max(process.stdout.columns || 100, 60), 120)
const LABEL_WIDTH = 13

/** Outputs of every scene; of the others, those that aren't zero. */
const MAIN_OUTPUTS = ['result', 'changed']
const COUNTS = ['granted-count', 'revoked-count', 'failed-count', 'extra-count']

/** Prints a scene: the step's inputs, and what people see of it. */
export function printScene(
  { scene, step, requests, api }: Played,
  position: string,
  isVerbose: boolean,
): void {
  const { title, explanation, inputs } = scene
  const heading = `━━ ${position} ${title} `
  print('', styleText('bold', heading.padEnd(WIDTH, '━')), explanation, '')
  for (const [name, value] of Object.entries(inputs)) printField(name, inputText(name, value), 20)
  print('')
  for (const line of foldedLog(step)) print(colored(wrap(`│ ${line}`, '│     ')))
  print('')

  for (const { level, title: annotated = '' } of step.annotations) {
    printField('Annotation', `${level}: ${annotated}`)
  }
  const isSuccess = step.exitCode === 0
  printField('Exit code', styleText(isSuccess ? 'green' : 'red', `${step.exitCode}`))
  const fromJob = inputs['checkpoint-id'] === undefined ? ['checkpoint-id'] : []
  const main = MAIN_OUTPUTS.concat(fromJob)
  const shown = Object.entries(step.outputs).filter(([name, value]) =>
    main.includes(name) ? value !== '' : COUNTS.includes(name) && Number(value) > 0,
  )
  printField('Outputs', shown.map(([name, value]) => `${name}=${value}`).join(', '))
  printField('Requests', countRequests(requests))
  for (const id of checkpointsOf(step, inputs)) {
    const holders = api.permissions(id).map(({ project_id }) => project_id)
    printField('Access now', `${id}: ${holders.join(', ') || 'none'}`)
  }
  if (isVerbose) printDetails(step)
}

/** Prints every output, and the Markdown. */
function printDetails({ outputs, summary }: StepResult): void {
  print('', styleText('bold', 'All outputs'))
  print(...Object.entries(outputs).map(([name, value]) => `${name}=${value}`))
  print('', styleText('bold', "The job summary's Markdown"), (summary ?? '').trim())
}

/** The log as GitHub shows it at first: a group is one line. */
export function foldedLog({ stdout, stderr }: Pick<StepResult, 'stdout' | 'stderr'>): string[] {
  const record = new StepRecord('')
  const shown: string[] = []
  let folded: { title: string; lines: number } | undefined
  const unfold = () => {
    if (folded !== undefined) shown.push(`▸ ${folded.title} (${folded.lines} lines)`)
    folded = undefined
  }
  for (const line of `${stdout}\n${stderr}`.split(/\r?\n/)) {
    if (line === '') continue
    const known = record.log.length
    const command = record.feed(line)?.command
    if (command === 'group' || command === 'endgroup') unfold()
    const added = record.log.slice(known)
    if (command === 'group') folded = { title: added.join(' '), lines: 0 }
    else if (folded !== undefined) folded.lines += added.length
    else shown.push(...added.flatMap(text => text.split('\n')))
  }
  unfold()
  return shown
}

/** The checkpoints that the step was about. */
function checkpointsOf({ outputs }: StepResult, inputs: Record<string, string>): string[] {
  const ids = inputs['checkpoint-id']?.split('\n') ?? [outputs['checkpoint-id'] ?? '']
  return ids.filter(id => id !== '')
}

/** `2 GET 200, 1 POST 400`, in the order in which each kind came first. */
function countRequests(requests: Played['requests']): string {
  const kinds = Map.groupBy(requests, ({ method, status }) => `${method} ${status}`)
  return [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ') || 'none'
}

function inputText(name: string, value: string): string {
  if (value === '') return '(empty)'
  return name.endsWith('-key') ? '***' : value.split('\n').join(', ')
}

function printField(label: string, value: string, width = LABEL_WIDTH): void {
  const text = wrap(`${label.padEnd(width)}${value}`, ' '.repeat(width))
  print(styleText('dim', text.slice(0, width)) + text.slice(width))
}

/** The text in lines that fit the terminal, broken at spaces; all but the first are indented. */
export function wrap(text: string, indent: string, width = WIDTH): string {
  const lines: string[] = []
  let rest = text
  while (rest.length > width) {
    const at = rest.lastIndexOf(' ', width)
    const end = at > indent.length ? at : rest.indexOf(' ', width)
    if (end < 0) break
    lines.push(rest.slice(0, end).trimEnd())
    rest = indent + rest.slice(end).trimStart()
  }
  return [...lines, rest].join('\n')
}

function colored(line: string): string {
  if (line.startsWith('│ Error: ')) return styleText('red', line)
  return line.startsWith('│ Warning: ') ? styleText('yellow', line) : line
}

function print(...lines: string[]): void {
  for (const line of lines) console.log(line)
}
