import type { Reporter, TestCase, TestModule } from 'vitest/node'

const MARK = /\(skipped: (.*)\)$/

/** The name of a test or group that this machine skips. */
export const nameWithReason = (name: string, reason: string): string =>
  `${name} (skipped: ${reason})`

/** Lists at the end of a run which tests this machine skipped, and why. */
export class SkipsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(module => [...module.children.allTests('skipped')])
    const lines = listSkips(
      skipped.map(test => ({ path: test.module.relativeModuleId, names: namesOf(test) })),
    )
    if (lines.length > 0) console.log(`\n${lines.join('\n')}\n`)
  }
}

/** A skipped test's file, and its own name followed by those of the groups around it. */
export interface Skipped {
  path: string
  names: string[]
}

/**
 * The lines of the list: each reason with its number of tests, and the files they are in. Tests
 * without a reason were left out by a filter of the run.
 */
export function listSkips(skipped: readonly Skipped[]): string[] {
  const named = skipped.flatMap(({ path, names }) => {
    const reason = names.map(name => MARK.exec(name)?.[1]).find(one => one !== undefined)
    return reason === undefined ? [] : [{ path, reason }]
  })
  const byReason = Object.entries(Object.groupBy(named, ({ reason }) => reason))
  return [
    ...(named.length > 0 ? [`Skipped on ${process.platform}: ${named.length}`] : []),
    ...byReason.map(([reason, tests = []]) => {
      const paths = [...new Set(tests.map(({ path }) => path))].sort()
      return `  ${tests.length} × ${reason} (${paths.join(', ')})`
    }),
  ]
}

function namesOf(test: TestCase): string[] {
  const names = [test.name]
  for (let at = test.parent; at.type === 'suite'; at = at.parent) names.push(at.name)
  return names
}
