import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyFileCommands, parsePairs, SUMMARY_LIMIT } from './file-commands.ts'
import { createFolders, type Folders, removeFolder } from './folders.ts'
import { StepRecord } from './record.ts'

let folders: Folders
beforeEach(() => {
  folders = createFolders()
})
afterEach(() => removeFolder(folders.root))

/** The result of a step that wrote the texts to its files. */
function respond(texts: Partial<Record<keyof Folders['files'], string>>) {
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(folders.files[name as keyof typeof texts], text)
  }
  const record = new StepRecord(folders.workspace)
  record.masker.add('hush')
  const result = applyFileCommands(folders.files, record)
  return { ...result, record, outputs: Object.fromEntries(record.outputs) }
}

test('multiline values survive a round trip', () => {
  const value = 'a\n<<END\nEND \nname=x\r\n\n'
  const { record, ...result } = respond({
    GITHUB_OUTPUT: `plain=a<<b\n\nlong<<END\n${value}\nEND\nnone<<E\nE`,
    GITHUB_STATE: 'seen=true',
  })
  expect(result.outputs).toEqual({ plain: 'a<<b', long: value, none: '' })
  expect([...record.state]).toEqual([['seen', 'true']])
  expect(record.annotations).toEqual([])
})

test('on Windows, a carriage return before a line feed belongs to the line end', () => {
  const text = 'plain=a\r\n\r\nlong<<END\r\n1\r\n2\n3\rEND\r\r\nEND\r\nnone<<E\r\nE\r\n'
  expect([...parsePairs(text, { platform: 'win32' })]).toEqual([
    ['plain', 'a'],
    ['long', '1\r\n2\n3\rEND\r'],
    ['none', ''],
  ])
  const onLinux = () => [...parsePairs('plain=a\r\nlong<<END\n1\r\nEND', { platform: 'linux' })]
  expect(onLinux()).toEqual([
    ['plain', 'a\r'],
    ['long', '1\r'],
  ])
})

test('variables and paths are exported, except NODE_OPTIONS', () => {
  const { record, ...result } = respond({
    GITHUB_ENV: 'A=1\nNODE_OPTIONS=x\n',
    GITHUB_PATH: '/a\n\n/b\n/a',
  })
  expect(result).toMatchObject({ exportedEnv: { A: '1' }, paths: ['/b', '/a'] })
  expect(record.annotations).toHaveLength(1)
})

test('a value without its delimiter fails the step and keeps earlier values', () => {
  const { record, outputs } = respond({ GITHUB_OUTPUT: 'a=1\nb<<END\n2\n' })
  expect(outputs).toEqual({ a: '1' })
  expect(record.failed).toBe(true)
})

test('a summary is masked, and rejected above 1 MiB without failing the step', () => {
  expect(respond({ GITHUB_STEP_SUMMARY: 'a hush\n' }).summary).toBe('a ***\n')
  const fits = respond({ GITHUB_STEP_SUMMARY: 'é'.repeat(SUMMARY_LIMIT / 2) })
  expect(fits.summary).toHaveLength(SUMMARY_LIMIT / 2)
  const { summary, record } = respond({ GITHUB_STEP_SUMMARY: 'é'.repeat(SUMMARY_LIMIT / 2 + 1) })
  expect(summary).toBeNull()
  expect(record.annotations).toHaveLength(1)
  expect(record.failed).toBe(false)
})

test('a step can remove its files', () => {
  for (const path of Object.values(folders.files)) rmSync(path)
  const { record, ...result } = respond({})
  expect(result).toEqual({ exportedEnv: {}, paths: [], summary: '', outputs: {} })
  expect(record.failed).toBe(false)
})
