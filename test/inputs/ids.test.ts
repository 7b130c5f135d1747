import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { API_KEY, envOf, issuesOf } from '../support/input-env.ts'

const FIX = 'IDs contain only letters, digits, and . _ : @ + = - and start with a letter or digit.'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const TAKEN = new Set(`${LETTERS}._:@+=-`)
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))

const INPUTS: [input: string, read: (inputs: Inputs) => unknown[]][] = [
  ['checkpoint-id', ({ checkpointIds }) => checkpointIds],
  ['project-ids', ({ projectIds }) => projectIds],
  ['owning-project-id', ({ owningProjectId }) => [owningProjectId]],
  ['fine-tuning-job-id', ({ jobIds }) => jobIds],
]

/** The message for an invalid text, with a note on a character that might be invisible. */
function invalidIdMessage(input: string, text: string, at: number): string {
  const code = text.codePointAt([...text].slice(0, at).join('').length) ?? 0
  const hex = code.toString(16).toUpperCase().padStart(4, '0')
  const isPlain = code >= 0x20 && code < 0x7f
  const note = isPlain ? '' : ` Check character ${at + 1} (U+${hex}).`
  if (code === 0x20) {
    const advice =
      input === 'project-ids'
        ? "If it's a project name, use project-names."
        : 'Write one ID per line.'
    return `${input}: "${text}" isn't a valid ID. ${advice}`
  }
  return `${input}: "${text}" isn't a valid ID.${note} ${FIX}`
}

describe.each(INPUTS)('in %s', (input, read) => {
  const environment = (text: string) => envOf({ 'api-key': API_KEY, [input]: text })
  const refused = (text: string, at: number) => [
    { input, message: invalidIdMessage(input, text, at) },
  ]

  test('each ASCII character within an ID is accepted or reported', () => {
    for (const character of ASCII) {
      const text = `x${character}y`
      if (TAKEN.has(character)) {
        expect(read(readInputs(environment(text)))).toEqual([text])
      } else if (!'\n\r,'.includes(character)) {
        expect(issuesOf(environment(text))).toEqual(refused(text, 1))
      } else if (input === 'owning-project-id') {
        const message = 'owning-project-id has 2 IDs. Specify only one.'
        expect(issuesOf(environment(text))).toEqual([{ input, message }])
      } else {
        expect(read(readInputs(environment(text)))).toEqual(['x', 'y'])
      }
    }
  })

  test('each ASCII character at an end of an ID is accepted, reported, or ignored', () => {
    for (const character of ASCII) {
      const isApart = '\t\n\v\f\r ,'.includes(character)
      const [first, last] = [`${character}x`, `x${character}`]
      if (isApart) {
        expect(read(readInputs(environment(first)))).toEqual(['x'])
        expect(read(readInputs(environment(last)))).toEqual(['x'])
        continue
      }
      if (LETTERS.includes(character)) {
        expect(read(readInputs(environment(first)))).toEqual([first])
      } else if (character !== '#') {
        // This character makes its line a comment.
        expect(issuesOf(environment(first))).toEqual(refused(first, 0))
      }
      if (TAKEN.has(character)) expect(read(readInputs(environment(last)))).toEqual([last])
      else expect(issuesOf(environment(last))).toEqual(refused(last, 1))
    }
  })

  test('every other character is reported, too, with its position', () => {
    // `fc.string` of such characters would take seconds to create.
    const foreign = fc
      .integer({ min: 0x80, max: 0x10_ffff })
      .map(code => String.fromCodePoint(code))
    fc.assert(
      fc.property(
        // What looks like a key has its own message.
        fc.stringMatching(/^[a-z][a-z0-9._:@+=-]{0,20}$/).filter(start => !start.startsWith('sk-')),
        foreign,
        (start, character) => {
          const text = `${start}${character}z`
          expect(issuesOf(environment(text))).toEqual(refused(text, start.length))
        },
      ),
    )
  })
})
