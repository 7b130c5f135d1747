import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'
import { PHRASES } from './words.ts'
import { readText } from './workflow.ts'

const FILES = [
  '*.md',
  'docs/*.md',
  'action.yml',
  'action-types.yml',
  'package.json',
  'sharing.schema.json',
  'examples/*.yml',
  '.github/**/*.{md,yml}',
  'src/**/*.ts',
  'scripts/**/*.{ts,mjs}',
].flatMap(pattern => globSync(pattern, { cwd: REPOSITORY }))

/** The phrases to avoid in a text, with their lines; a phrase may span a line break. */
function phrasesIn(text: string): string[] {
  return PHRASES.flatMap(({ pattern, instead }) =>
    [...text.replace(/\n[ \t]*(\*|\/\/|#)?[ \t]*/g, '\n').matchAll(across(pattern))].map(
      ({ 0: found }) => `"${found.replace(/\s+/g, ' ')}": write ${instead}`,
    ),
  )
}

const across = ({ source }: RegExp) => new RegExp(source.replaceAll(' ', '\\s'), 'gi')

test.each(FILES)('%s uses plain words', path => {
  expect(phrasesIn(readText(path))).toEqual([])
})

test.each(PHRASES)('a text with $pattern is found', ({ example }) => {
  expect(phrasesIn(example)).not.toEqual([])
  expect(phrasesIn(example.replaceAll(' ', '\n * '))).not.toEqual([])
})
