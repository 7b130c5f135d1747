import { expect, test } from 'vitest'
import { action, githubFindings } from './github-parser.ts'
import { readText } from './workflow.ts'

const TEXT = readText('action.yml')

test('action.yml is valid according to GitHub', async () => {
  expect(await githubFindings('action.yml', TEXT)).toEqual([])
})

test.each([
  ['an icon that GitHub lacks', 'icon: share-2', 'icon: share-3', 'share-3'],
  ['a colour that GitHub lacks', 'color: green', 'color: lime', 'lime'],
  ['a runtime that GitHub lacks', 'using: node24', 'using: node23', 'node23'],
  ['a key that GitHub lacks', 'author:', 'authors:', 'authors'],
])("GitHub's parser finds %s", async (_, from, to, finding) => {
  expect(TEXT).toContain(from)
  const found = await githubFindings('action.yml', TEXT.replace(from, to))
  expect(found.join('\n')).toContain(finding)
})

test('the Marketplace accepts the description', () => {
  expect(action.description.length).toBeLessThan(125)
})

test('every input states its default, and no text depends on its position in the list', () => {
  for (const [name, { default: value, required, description }] of Object.entries(action.inputs)) {
    expect([name, typeof value, required]).toEqual([name, 'string', false])
    expect(description).not.toMatch(/\b(above|below|here|these|this (input|list))\b/)
  }
})
