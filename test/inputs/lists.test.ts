import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { idListError } from '../../src/inputs/lists.ts'
import { lineItems, listItems } from '../../src/inputs/raw-inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { CHECKPOINT } from '../support/fixtures.ts'

test.each<[string, string[]]>([
  ['', []],
  [' \n\t\n', []],
  [',,\n,', []],
  ['a', ['a']],
  ['a\nb', ['a', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['a\rb\r\r\nc\r', ['a', 'b', 'c']],
  ['a,b', ['a', 'b']],
  ['a, b,\nc,', ['a', 'b', 'c']],
  ['b\na\nc', ['b', 'a', 'c']],
  ['a\nb\na,b', ['a', 'b']],
  ['# all of it', []],
  ['#a\nb', ['b']],
  ['  # a, b\nc', ['c']],
  ['a\n#b\r\nc', ['a', 'c']],
  ['a\r#b\rc', ['a', 'c']],
  ['a#b', ['a#b']],
  ['a # b', ['a # b']],
  ['a, #b', ['a', '#b']],
  ['\u00a0a\u00a0', ['a']],
])('the items of %j are %j', (value, items) => {
  expect(listItems(value)).toEqual(items)
})

test('an item is never empty, duplicated, or separated', () => {
  const value = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', '\r\n', ',', '#'))
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(value, text => {
      const items = listItems(text)
      expect(new Set(items).size).toBe(items.length)
      for (const item of items) expect(item).toMatch(/^[^\s,](?:[^\n,]*[^\s,])?$/)
      // After a first item, so a leading # doesn't make the line a comment.
      expect(listItems(['first', ...items].join(','))).toEqual(['first', ...items])
    }),
  )
})

test.each<[string, string[]]>([
  ['', []],
  [' \n\t\r\n', []],
  ['Research, EU', ['Research, EU']],
  ['Prod #2', ['Prod #2']],
  ['#2 Prod\nProd', ['Prod']],
  [' \t# Prod\nProd', ['Prod']],
  ['b\r\na\nb\n', ['b', 'a']],
  ['b c\ra\r#d\r', ['b c', 'a']],
  ['  a  b  ', ['a  b']],
  [',', [',']],
  ['\\*a\\*\n[x] a/b\n!b', ['\\*a\\*', '[x] a/b', '!b']],
])('the lines of %j are %j', (value, items) => {
  expect(lineItems(value)).toEqual(items)
})

test('any name without a line break, surrounding whitespace, or a leading # is a line', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter(text => text.trim() === text && !/[\r\n]/.test(text) && !text.startsWith('#'))
  fc.assert(
    fc.property(
      fc.uniqueArray(name),
      fc.constantFrom('\n', '\r\n', ' \n\n\t'),
      (names, separator) => {
        expect(lineItems(names.join(separator))).toEqual(names)
      },
    ),
  )
})

const read = (checkpoints: string, projects: string) =>
  readInputs({
    INPUT_MODE: 'grant',
    'INPUT_DRY-RUN': 'false',
    'INPUT_ADMIN-KEY': 'sk-admin-0123456789abcdefghij',
    'INPUT_CHECKPOINT-ID': checkpoints,
    'INPUT_PROJECT-IDS': projects,
  })

// IDs that start like another kind of ID are separate issues.
const id = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+=-]{0,255}$/)
  .filter(text => !/^(ftckpt_|ftjob-|proj_|ft:|sk-)/.test(text))
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 20 })
const separator = fc.constantFrom(
  '\n',
  ',',
  '\r\n',
  ', ',
  ' ,\n',
  '\n# a comment, and more\n',
  '\n\n',
)

test('any list of IDs is read unchanged, whatever the separator', () => {
  fc.assert(
    fc.property(ids, ids, separator, separator, (checkpoints, projects, one, other) => {
      const inputs = read(checkpoints.join(one), projects.join(other) + other)
      expect(inputs.checkpointIds).toEqual(checkpoints)
      expect(inputs.projectIds).toEqual(projects)
    }),
  )
})

test('each invalid ID is reported, and none gets through', () => {
  const item = fc
    .stringMatching(/^[!-+./:-~é-][!-+./:-~é -]{0,20}$/)
    .filter(text => text.trim() === text)
  const isId = (text: string) => /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/.test(text)
  fc.assert(
    fc.property(fc.uniqueArray(item, { minLength: 1, maxLength: 5 }), items => {
      const bad = items.filter(text => !text.startsWith('#') && !isId(text))
      const list = items.join('\n')
      // A JSON list, or one in brackets, is one issue as a whole.
      fc.pre(bad.length > 0 && idListError(list) === null)
      try {
        read(CHECKPOINT, list)
        expect.unreachable()
      } catch (error) {
        if (!(error instanceof InvalidInputsError)) throw error
        const messages = error.issues.map(({ message }) => message)
        for (const text of bad)
          expect(messages).toContainEqual(expect.stringContaining(`"${text}"`))
      }
    }),
  )
})
