import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAboutProjects, namedProject, ownerIn } from '../../../src/sharing/applying/rejection.ts'
import { rejection } from '../../support/fixtures.ts'

const OF_AZURE = '3f2504e0-4f89-11d3-9a0c-0305e82cab31'
const SETTINGS = ['proj_a', 'proj_ab', 'proj_b.c', 'team+x@host', OF_AZURE]

test.each([
  ['Project proj_a does not exist', 'proj_a'],
  ['Project proj_ab does not exist', 'proj_ab'],
  ['No such project: proj_a', 'proj_a'],
  ['No such project: proj_a.', 'proj_a'],
  ['No such project: proj_a...', 'proj_a'],
  ['proj_a: not found', 'proj_a'],
  ['proj_a, of all projects, is archived', 'proj_a'],
  ['Is it proj_a? Or what!', 'proj_a'],
  ['project:proj_a is unknown', 'proj_a'],
  ['project=proj_a', 'proj_a'],
  ['project_ids[0]=proj_a', 'proj_a'],
  ['id ::proj_a', 'proj_a'],
  ['"proj_a" is unknown', 'proj_a'],
  ["'proj_a' is unknown", 'proj_a'],
  ['`proj_a` is unknown', 'proj_a'],
  ['“proj_a” is unknown', 'proj_a'],
  ['(proj_a)', 'proj_a'],
  ['["proj_a"]', 'proj_a'],
  ['<b>proj_a</b>', 'proj_a'],
  ['/organization/projects/proj_a', 'proj_a'],
  ['line one\nproj_a\n', 'proj_a'],
  ['proj_a is not proj_a', 'proj_a'],
  ['proj_a is not proj_zzz', 'proj_a'],
  ['proj_b.c.', 'proj_b.c'],
  ['No project team+x@host.', 'team+x@host'],
  [`The resource '${OF_AZURE}' was not found.`, OF_AZURE],
  [`projects/${OF_AZURE}.`, OF_AZURE],
])('finds the project in: %s', (message, id) => {
  expect(namedProject(rejection(message), SETTINGS)).toBe(id)
})

test.each([
  [''],
  ['Something is wrong'],
  ['proj_abc is unknown'],
  ['xproj_a is unknown'],
  ['proj_a1 and proj_ is unknown'],
  ['PROJ_A is unknown'],
  ['proj_a.b is unknown'],
  ['proj_b.x:c is unknown'],
  ['proj_a and proj_ab are unknown'],
  ['proj_a,proj_ab'],
  [`Invalid project_ids: ${SETTINGS.join(', ')}`],
  [JSON.stringify({ project_ids: SETTINGS })],
  [OF_AZURE.slice(0, -1)],
])('finds no single project in: %s', message => {
  expect(namedProject(rejection(message), SETTINGS)).toBeNull()
})

test('finds nothing without a server message or requested projects', () => {
  expect(namedProject(rejection('', { serverMessage: null }), SETTINGS)).toBeNull()
  expect(namedProject(rejection('proj_a is unknown'), [])).toBeNull()
})

// In capitals, so no word of the surrounding sentences is one of these.
const id = fc.stringMatching(/^[A-Z0-9][A-Z0-9._:@+=-]{0,20}$/)
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 8 })
const words = fc.array(
  fc.constantFrom('the', 'project', 'is', 'gone.', '"what"', '(not)', '::', '-'),
)

test('finds any ID that is alone between spaces', () => {
  fc.assert(
    fc.property(ids, fc.nat(), words, words, (requestedIds, pick, before, after) => {
      const named = requestedIds[pick % requestedIds.length] ?? ''
      const message = [...before, named, ...after].join(' ')
      expect(namedProject(rejection(message), requestedIds)).toBe(named)
    }),
  )
})

test('never finds one of several that are between spaces', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 2 }), words, (requestedIds, before) => {
      const message = [...before, ...requestedIds].join(' ')
      expect(namedProject(rejection(message), requestedIds)).toBeNull()
    }),
  )
})

test('finds no ID that is only part of a word', () => {
  const piece = fc.constantFrom('A', 'B', '.', ':', '=', '-', '_', '@', ' ', '"', ',', '\n', 'é')
  const message = fc.array(piece, { maxLength: 30 }).map(parts => parts.join(''))
  const short = fc.uniqueArray(fc.stringMatching(/^[AB][AB.:=_@-]{0,3}$/), { minLength: 1 })
  fc.assert(
    fc.property(message, short, (text, requestedIds) => {
      const found = namedProject(rejection(text), requestedIds)
      if (found === null) return
      // A whole word: it starts after the start of the text or the end of a word, and ends
      // likewise, apart from the marks that end a sentence. A colon or an equals sign also ends a
      // word.
      const before = '(?:^|[^A-Za-z0-9._@+-])'
      const after = '(?:$|[^A-Za-z0-9._@+-]|[.:=-]+(?:$|[^A-Za-z0-9._:@+=-]))'
      const whole = before + RegExp.escape(found) + after
      expect(text).toMatch(new RegExp(whole))
    }),
  )
})

test.each([400, 404, 422])('a rejection with %i can be about its projects', status => {
  expect(isAboutProjects(rejection('No', { status }))).toBe(true)
  expect(isAboutProjects(rejection('No', { status, kind: 'ambiguous' }))).toBe(false)
})

test.each([401, 403, 405, 413, 429, null])(
  'a rejection with %s is about the whole call',
  status => {
    expect(isAboutProjects(rejection('No', { status }))).toBe(false)
  },
)

test('a 404 for the path of a write is about the whole call', () => {
  expect(isAboutProjects(rejection('No', { status: 404, about: 'route' }))).toBe(false)
  expect(isAboutProjects(rejection('No', { status: 404, about: 'missing' }))).toBe(true)
})

const OWNING = 'Cannot modify checkpoint permissions for the owning project'

test.each([
  [`${OWNING}: proj_a`, SETTINGS, 'proj_a'],
  [`${OWNING.toUpperCase()}: proj_a.`, SETTINGS, 'proj_a'],
  [`Invalid request\n${OWNING}: proj_a`, SETTINGS, 'proj_a'],
  [`${OWNING}.`, ['proj_a'], 'proj_a'],
  [`${OWNING}.`, SETTINGS, null],
  [`${OWNING}.`, [], null],
  [`${OWNING}: proj_zzz`, ['proj_a'], null],
  [`${OWNING}: proj_a, proj_ab`, SETTINGS, null],
  ['proj_a is not the owning project', SETTINGS, null],
  ['cannot modify the owning project', ['proj_a'], null],
  ['proj_a does not exist', ['proj_a'], null],
  ['', ['proj_a'], null],
])('finds the owner in: %s (of %j)', (message, requestedIds, owner) => {
  expect(ownerIn(rejection(message), requestedIds)).toBe(owner)
})

test('finds no owner without a server message', () => {
  expect(ownerIn(rejection('', { serverMessage: null }), ['proj_a'])).toBeNull()
})
