import type { InputName } from './defaults.ts'

/** The step's environment variables, which include inputs as `INPUT_NAME`. */
export type Env = Readonly<Record<string, string | undefined>>

/** The trimmed value of an input; undefined if the runner didn't set it. */
export function rawInput(env: Env, input: InputName): string | undefined {
  return env[variableOf(input)]?.trim()
}

/** The environment variable of an input. */
export function variableOf(input: InputName): string {
  return `INPUT_${input.toUpperCase()}`
}

/** The items of a list, one per line or separated by commas, without comments and duplicates. */
export function listItems(value: string): string[] {
  return unique(linesOf(value).flatMap(line => line.split(',')))
}

/** The items of a list, one per line, without comments and duplicates. */
export function lineItems(value: string): string[] {
  return unique(linesOf(value))
}

function linesOf(value: string): string[] {
  return value.split(/[\r\n]/).filter(line => !line.trimStart().startsWith('#'))
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))]
}
