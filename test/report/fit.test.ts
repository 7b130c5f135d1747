import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitSections, joinWithin, type Section, takeWithinBytes } from '../../src/report/fit.ts'

const same = (text: string) => text
const bytes = (texts: readonly string[], extra = 1) =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text) + extra, 0)

test('only the first lines that fit with their line breaks are rendered', () => {
  expect(takeWithinBytes(['ab', 'cd', 'e'], same, 6)).toEqual({ shown: ['ab', 'cd'], left: 1 })
  expect(takeWithinBytes(['ab', 'é'], same, 6)).toEqual({ shown: ['ab', 'é'], left: 0 })
  expect(takeWithinBytes(['ab', 'é'], same, 5)).toEqual({ shown: ['ab'], left: 1 })
  expect(takeWithinBytes(['ab', 'é'], same, 6, '\n\n')).toEqual({ shown: ['ab'], left: 1 })
  expect(takeWithinBytes(['ab'], same, 0)).toEqual({ shown: [], left: 1 })
  expect(takeWithinBytes([], same, 0)).toEqual({ shown: [], left: 0 })
  const made: [string, number][] = []
  const lineOf = (line: string, room: number) => {
    made.push([line, room])
    return line
  }
  expect(takeWithinBytes(['ab', 'cd', 'e', 'f'], lineOf, 5)).toEqual({ shown: ['ab'], left: 3 })
  expect(made).toEqual([
    ['ab', 4],
    ['cd', 1],
  ])
})

test("the lines taken fit, one more wouldn't, and the rest are counted", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 6 })),
      fc.nat(60),
      (lines, limit) => {
        const { shown, left } = takeWithinBytes(lines, same, limit)
        expect(shown).toEqual(lines.slice(0, lines.length - left))
        expect(bytes(shown)).toBeLessThanOrEqual(limit)
        if (left > 0) expect(bytes(lines.slice(0, shown.length + 1))).toBeGreaterThan(limit)
      },
    ),
  )
})

test('joined lines fit with the note on how many were omitted', () => {
  const noteOf = (left: number) => `${left} more`
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`)
  expect(joinWithin(lines.slice(0, 2), same, 100, noteOf, '; ')).toBe('line 0; line 1')
  for (let limit = 20; limit < 500; limit++) {
    const joined = joinWithin(lines, same, limit, noteOf).split('\n')
    expect(bytes(joined) - 1).toBeLessThanOrEqual(limit)
    if (joined.at(-1)?.endsWith(' more')) {
      expect(joined.length - 1 + Number.parseInt(joined.at(-1) ?? '', 10)).toBe(50)
    } else expect(joined).toEqual(lines)
  }
})

/** A section of that many bytes, which can be shortened to any size, or not at all. */
const sectionOf = (size: number, isFixed = false): Section =>
  isFixed ? () => 'f'.repeat(size) : max => 's'.repeat(Math.max(0, Math.min(size, max)))
const sizesOf = (sections: Section[], max: number) => {
  const { shown, left } = fitSections(sections, max, 2)
  return { sizes: shown.map(text => text.length), left }
}

test('sections that fit together are whole, and empty ones are left out', () => {
  const sections = [sectionOf(10), sectionOf(0), sectionOf(20, true)]
  expect(sizesOf(sections, 34)).toEqual({ sizes: [10, 20], left: 0 })
})

test('short sections are whole, and long ones share the rest equally', () => {
  const sections = [sectionOf(500), sectionOf(10), sectionOf(50), sectionOf(80)]
  expect(sizesOf(sections, 200)).toEqual({ sizes: [66, 10, 50, 66], left: 0 })
})

test("a section that can't be shortened is left out, and the others use its share", () => {
  const sections = [sectionOf(10), sectionOf(500, true), sectionOf(500)]
  expect(sizesOf(sections, 100)).toEqual({ sizes: [10, 86], left: 1 })
  expect(sizesOf([sectionOf(500, true)], 100)).toEqual({ sizes: [], left: 1 })
})

test('sections always fit, and are shortened only if they must be', () => {
  const section = fc.tuple(fc.nat(300), fc.boolean())
  fc.assert(
    fc.property(
      fc.array(section, { maxLength: 8 }),
      fc.integer({ min: 3, max: 600 }),
      (all, max) => {
        const sections = all.map(([size, isFixed]) => sectionOf(size, isFixed))
        const { shown, left } = fitSections(sections, max, 2)
        expect(bytes(shown, 2)).toBeLessThanOrEqual(max)
        const whole = all.filter(([size]) => size > 0)
        const sum = whole.reduce((total, [size]) => total + size + 2, 0)
        expect(shown.length + left).toBe(whole.length)
        if (sum <= max) expect(shown.map(text => text.length)).toEqual(whole.map(([size]) => size))
      },
    ),
  )
})
