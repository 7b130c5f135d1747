import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Project } from '../../src/api/projects.ts'
import { findByName } from '../../src/sharing/project-names.ts'

// Few characters, so names resemble one another, and all special ones in patterns.
const name = fc.string({
  unit: fc.constantFrom('a', 'A', '*', '?', '\\', '.', '[', ']', '🚀', '\ud83d', '\n', '-', '^'),
  minLength: 1,
  maxLength: 5,
})
const project = fc.record({ name: fc.option(name), archived: fc.boolean() })
const projects = fc
  .array(project, { maxLength: 12 })
  .map(list => list.map((one, index): Project => ({ ...one, id: `proj_${index}` })))
const escaped = (text: string) => text.replace(/[*?]/g, '\\$&')
const bearers = (all: Project[], text: string) =>
  all.filter(one => one.name === text && !one.archived).map(({ id }) => id)

test('any escaped name matches exactly the project of that name, or none', () => {
  fc.assert(
    fc.property(projects, name, (others, text) => {
      const all = [...others, { id: 'proj_it', name: text, archived: false }]
      const { projectIds, faults } = findByName([escaped(text)], all)
      const same = bearers(all, text)
      expect(projectIds).toEqual(same.length === 1 ? ['proj_it'] : [])
      expect(faults).toHaveLength(same.length === 1 ? 0 : 1)
      expect(findByName([escaped(text)], others).projectIds).toEqual(
        bearers(others, text).length === 1 ? bearers(others, text) : [],
      )
    }),
  )
})

type Part = '*' | '?' | { text: string }

/** Whether the characters, which are code points, match the parts. */
function fits([first, ...rest]: readonly Part[], characters: readonly string[]): boolean {
  if (first === undefined) return characters.length === 0
  if (first === '*') {
    return Array.from({ length: characters.length + 1 }, (_, at) => at).some(at =>
      fits(rest, characters.slice(at)),
    )
  }
  if (first === '?') return characters.length > 0 && fits(rest, characters.slice(1))
  const { length } = [...first.text]
  return characters.slice(0, length).join('') === first.text && fits(rest, characters.slice(length))
}

const part = fc.oneof(
  fc.constantFrom<Part>('*', '?'),
  name.map((text): Part => ({ text })),
)

test('a pattern matches the active projects that a plain search finds for it', () => {
  const pattern = fc
    .array(part, { minLength: 1, maxLength: 5 })
    .filter(parts => parts.some(one => typeof one === 'string'))
    // A backslash escapes the star or question mark after it.
    .filter(parts =>
      parts.every((one, at) => {
        const before = parts[at - 1]
        return typeof one === 'object' || typeof before !== 'object' || !before.text.endsWith('\\')
      }),
    )
  fc.assert(
    fc.property(projects, pattern, (all, parts) => {
      const text = parts.map(one => (typeof one === 'string' ? one : escaped(one.text))).join('')
      const meant = all
        .filter(one => one.name !== null && !one.archived && fits(parts, [...one.name]))
        .map(({ id }) => id)
      const { projectIds, faults } = findByName([text], all)
      expect(projectIds).toEqual(meant)
      expect(faults).toHaveLength(meant.length === 0 ? 1 : 0)
    }),
  )
})

test('archived and unnamed projects are never found', () => {
  const given = fc.array(fc.oneof(name, fc.constantFrom('*', '?', '*?', 'proj_0')))
  fc.assert(
    fc.property(projects, given, (all, names) => {
      const { projectIds } = findByName(names, all)
      expect(new Set(projectIds).size).toBe(projectIds.length)
      for (const id of projectIds) {
        expect(all.find(one => one.id === id)).toMatchObject({
          name: expect.any(String),
          archived: false,
        })
      }
    }),
  )
})
