import { expect, test } from 'vitest'
import { MUTATED_FOLDERS } from '../../scripts/mutate/changed-lines.ts'
import { readText } from './workflow.ts'

const page = readText('docs/mutation.md')

/** Each folder with its changes and how many of them were detected. */
const rows = [...page.matchAll(/^\| `(src\/\S+)` \| ([\d,]+) \| ([\d,]+) \| ([\d.]+)% \|$/gm)].map(
  ([, folder = '', changes = '', detected = '', score = '']) => ({
    folder,
    changes: Number(changes.replace(',', '')),
    detected: Number(detected.replace(',', '')),
    score: Number(score),
  }),
)

test('docs/mutation.md has a score for each folder, as good as SECURITY.md claims', () => {
  const [, claim = ''] = /Unit tests detect over (\d+)% of them/.exec(readText('SECURITY.md')) ?? []
  expect(rows.map(({ folder }) => folder).sort()).toEqual([...MUTATED_FOLDERS].sort())
  for (const { changes, detected, score } of rows) {
    expect(score).toBeCloseTo((100 * detected) / changes, 1)
    expect(score).toBeGreaterThan(Number(claim))
  }
})

test('docs/mutation.md lists each undetected change with a reason', () => {
  const sections = page.split(/^### (?=src\/)/m).slice(1)
  for (const { folder, changes, detected } of rows) {
    const listed = sections
      .filter(section => section.startsWith(`${folder}/`))
      .flatMap(section => section.match(/^- .*$/gm) ?? [])
    for (const line of listed) expect(line).toMatch(/ → .+\. [A-Z].+/)
    const times = listed.map(line => Number(/ \((\d+) times\)\. /.exec(line)?.[1] ?? 1))
    expect(times.reduce((sum, count) => sum + count, 0)).toBe(changes - detected)
  }
})
