import { expect, test } from 'vitest'
import { readText } from './workflow.ts'

const [, , ...rows] = readText('docs/soak.md')
  .split('\n')
  .filter(line => line.startsWith('|'))
  .map(line => line.split('|').map(cell => cell.trim()))
const isFailed = (row: string[]) => row[7]?.startsWith('**failed**')

/** The numbers in a column, over all rows without a failure. */
const sumOf = (column: number) =>
  rows
    .filter(row => !isFailed(row))
    .reduce((sum, row) => sum + (row[column] === '–' ? 0 : Number(row[column])), 0)

test('SECURITY.md claims no more chaos runs than docs/soak.md records', () => {
  const text = readText('SECURITY.md').replace(/\s+/g, ' ')
  const claim = /over ([\d,]+) runs in process and over ([\d,]+) of the built action/
  const [, inProcess = '', built = ''] = claim.exec(text) ?? []
  const claimed = [inProcess, built].map(number => Number(number.replaceAll(',', '')))
  expect(claimed.every(number => number > 0)).toBe(true)
  expect(sumOf(5)).toBeGreaterThan(claimed[0] ?? 0)
  expect(sumOf(6)).toBeGreaterThan(claimed[1] ?? 0)
})

test('each failed soak run names its cause and the commit that fixed it', () => {
  for (const row of rows.filter(isFailed)) {
    expect(row[7]).toMatch(/^\*\*failed\*\*: .+\. Fixed in [\da-f]{7,}$/)
  }
})
