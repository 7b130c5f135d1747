import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'
import { readText } from './workflow.ts'

const PAGE = 'docs/troubleshooting.md'
// A shorter literal is a part of a message, such as the name of a code.
const MIN_ADVICE_LENGTH = 40
// A literal with fewer letters matches headings that have nothing to do with it.
const MIN_LETTERS = 7

/** The string literals of a source file, with `…` for each value in them. */
function textsOf(file: string): string[] {
  const source = readText(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const literals = source.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals.map(literal =>
    literal
      .slice(1, -1)
      .replace(/\$\{[^{}]*\}/g, '…')
      .replace(/\\(.)/g, '$1'),
  )
}

/** The page's headings, of which there is one per message. */
const HEADINGS = [...readText(PAGE).matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading)

/** Whether a heading is what the action prints for a text: a value can be written out, or as `…`. */
function matches(heading: string, text: string): boolean {
  if (text.replace(/[^a-z]/gi, '').length < MIN_LETTERS) return false
  const pattern = text.split('…').map(RegExp.escape).join('.+')
  return new RegExp(`^(… )?${pattern}$`, 's').test(heading)
}

test('each heading in Troubleshooting is a message as the action prints it', () => {
  const texts = globSync('src/**/*.ts', { cwd: REPOSITORY }).flatMap(textsOf)
  const unknown = HEADINGS.filter(heading => !texts.some(text => matches(heading, text)))
  expect(unknown, `${PAGE} has headings that aren't messages in src/`).toEqual([])
  expect(HEADINGS.length).toBeGreaterThan(35)
  expect(new Set(HEADINGS).size).toBe(HEADINGS.length)
})

test('Troubleshooting has the headline of each failed call', () => {
  const listed = [...readText(PAGE).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
  const headlines = textsOf('src/api/failure-summary.ts').filter(text => / /.test(text))
  const missing = headlines.filter(text => !listed.some(one => matches(one, text)))
  expect(missing, `${PAGE} lacks headlines in src/api/failure-summary.ts`).toEqual([])
  expect(headlines.length).toBeGreaterThan(15)
})

test("Troubleshooting has each advice about the API's responses and the way to it", () => {
  const advice = textsOf('src/api/hints.ts').filter(text => text.length >= MIN_ADVICE_LENGTH)
  const missing = advice.filter(text => !HEADINGS.some(heading => matches(heading, text)))
  expect(missing, `${PAGE} has no heading for advice in src/api/hints.ts`).toEqual([])
  expect(advice.length).toBeGreaterThan(20)
})
