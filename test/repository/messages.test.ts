import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'

// A shorter literal is a part of a message, such as the name of a code.
const MIN_ADVICE_LENGTH = 40

/** The texts of a source file as README writes them: what differs is `…`. */
function textsOf(file: string): string[] {
  const source = readFileSync(join(REPOSITORY, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const literals = source.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals.map(literal =>
    literal
      .slice(1, -1)
      .replace(/\$\{[^{}]*\}/g, '…')
      .replace(/\\(.)/g, '$1'),
  )
}

/** The messages of README's table. */
function tableOfMessages(): string[] {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8')
  const [, table = ''] = /\| It says \|.*\n\| --- .*\n((?:\|.*\n)+)/.exec(readme) ?? []
  const cells = table
    .trim()
    .split('\n')
    .map(row => row.split(' | ')[0] ?? '')
  return cells.flatMap(cell =>
    [...cell.matchAll(/``(.+?)``|`(.+?)`/g)].map(([, double, single]) => double ?? single ?? ''),
  )
}

test('README lists messages as the action prints them', () => {
  const texts = new Set(globSync('src/**/*.ts', { cwd: REPOSITORY }).flatMap(textsOf))
  const messages = tableOfMessages()
  expect(messages.length).toBeGreaterThan(25)
  expect(messages.filter(message => !texts.has(message))).toEqual([])
})

test("README lists each advice about the API's responses and the way to it", () => {
  const advice = textsOf('src/api/hints.ts').filter(text => text.length >= MIN_ADVICE_LENGTH)
  expect(advice.length).toBeGreaterThan(20)
  const listed = tableOfMessages()
  expect(advice.filter(text => !listed.includes(text))).toEqual([])
})
