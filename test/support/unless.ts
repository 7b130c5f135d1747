import { describe, test } from 'vitest'
import { nameWithReason } from './skips-reporter.ts'

/** Why something can't run here, such as `bash is missing`; false or undefined if it can. */
export type Obstacle = string | false | undefined

/** `test`, or tests that are skipped and have the reason in their names. */
export const testUnless = (obstacle: Obstacle): typeof test =>
  obstacle ? (addReason(test.skip, obstacle) as typeof test) : test

/** `describe`, or groups that are skipped and have the reason in their names. */
export const describeUnless = (obstacle: Obstacle): typeof describe =>
  obstacle ? (addReason(describe.skip, obstacle) as typeof describe) : describe

type Register = (name: string, ...rest: unknown[]) => unknown

/** The function and its `each`, with the reason added to each name. */
export function addReason(api: object, reason: string) {
  const skipping = api as Register & { each(cases: readonly unknown[]): Register }
  const named = (register: Register): Register => {
    return (name, ...rest) => register(nameWithReason(name, reason), ...rest)
  }
  return Object.assign(named(skipping), {
    each: (cases: readonly unknown[]) => named(skipping.each(cases)),
  })
}
