import type { InputName } from './defaults.ts'

/** The environment of the step, in which the runner puts inputs as `INPUT_NAME`. */
export type Env = Readonly<Record<string, string | undefined>>

/** The value of an input without blanks around it; undefined where the runner did not set it. */
export function rawInput(env: Env, input: InputName): string | undefined {
  return env[variableOf(input)]?.trim()
}

/** The variable that the runner puts an input into. */
export function variableOf(input: InputName): string {
  return `INPUT_${input.toUpperCase()}`
}

/** The items of a list: one a line, or separated by commas; a line that starts with # is none. */
export function listItems(value: string): string[] {
  return unique(linesOf(value).flatMap(line => line.split(',')))
}

/** The items of a list, one a line; a line that starts with # is none. */
export function lineItems(value: string): string[] {
  return unique(linesOf(value))
}

function linesOf(value: string): string[] {
  return value.split(/[\r\n]+/).filter(line => !line.trimStart().startsWith('#'))
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))]
}
