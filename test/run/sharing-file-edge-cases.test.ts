import { expect, test } from 'vitest'
import { decodeEntities } from '../action/injection-assertions.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  holders,
  organization,
  type SharedStep,
} from '../action/setup.ts'
import { createWorkspace, PATH } from '../action/sharing-file-workspace.ts'
import type { Api } from '../support/api.ts'

const FILE = `checkpoints:
  - checkpoint-id: ${CHECKPOINT}
    project-ids: [proj_0]
`
const OTHER = `  - checkpoint-id: ft:b
    project-ids: `
/** FILE with another value for its list of projects. */
const forProjects = (text: string) => FILE.replace('[proj_0]', text)

/** Two checkpoints that two projects share, so a misread file would change something. */
const organizationOf = () => {
  const shared = ['proj_1', 'proj_2']
  return organization(3, { checkpoints: { [CHECKPOINT]: { shared }, 'ft:b': { shared } } })
}

/** Text that no message for users contains. */
const UNCLEAR = /Invalid type|stack|regular expression|parseAll|mapAsMap|undefined|\bbug\b/i

/** The file was rejected in plain words, with a short message, and nothing was changed. */
function expectRefused(step: SharedStep, api: Api, words: RegExp, line?: number): void {
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect([CHECKPOINT, 'ft:b'].flatMap(id => holders(api, id))).toHaveLength(4)
  const [first] = step.allAnnotations
  expect(first).toMatchObject({ level: 'error', ...(line !== undefined && { file: PATH, line }) })
  expect(first?.message).toMatch(words)
  for (const { message } of step.allAnnotations) expect(message).not.toMatch(UNCLEAR)
  expect(step.log).toContain(first?.message)
  expect(decodeEntities(step.summary)).toContain(first?.message)
  expect(step.stderr).toBe('')
  expect(step.stdout.length).toBeLessThan(1_000_000)
}

const DEEP = 100_000
const merge = `${FILE}  - <<: {project-ids: [proj_1]}\n    checkpoint-id: ft:b\n`

test.each<[name: string, content: string | Uint8Array, words: RegExp, line?: number]>([
  ['an alias', `${forProjects('&p [proj_0]')}${OTHER}*p\n`, /Aliases .*Write out/, 5],
  ['an alias of an entry', `a: &a []\ncheckpoints: *a\n`, /Aliases \(\*name\)/, 2],
  ['a tag', forProjects('!!str proj_0'), /The tag !!str isn't supported\. Remove it/, 3],
  ['a set', forProjects('!!set {proj_0}'), /The tag !!set/, 3],
  ['a tag of bytes', forProjects('!!binary cHJval8w'), /The tag !!binary/, 3],
  ['a tag of its own', forProjects('!mine proj_0'), /The tag !mine/, 3],
  [
    'a tag that runs code',
    forProjects('!!python/object/apply:os.system [ls]'),
    /The tag !!python.*system/,
    3,
  ],
  ['a merge key', merge, /"<<" isn't a valid key here/, 4],
  [
    'a merge key of YAML 1.1',
    `%YAML 1.1\n---\n${merge}`,
    /YAML 1\.1 isn't supported\. Remove the %YAML directive/,
    1,
  ],
  [
    'a merge key with an alias',
    `${FILE.replace('- ', '- &e\n    ')}  - <<: *e\n`,
    /Aliases \(\*name\)/,
    5,
  ],
  ['a key twice', `${FILE}    project-ids: [proj_1]\n`, /is a duplicate key/, 4],
  ['a key of the file twice', FILE + FILE, /is a duplicate key/, 4],
  ['several documents', `${FILE}---\n${FILE}`, /several YAML documents/, 4],
  ['tabs', FILE.replaceAll('    ', '\t'), /Tabs are not allowed/, 3],
  ['a NUL at its end', `${FILE}\0`, /./, 4],
  ['a NUL in an ID', forProjects('["proj_0\0"]'), /isn't a valid ID/, 3],
  ['an escaped NUL', forProjects('["proj_0\\0"]'), /isn't a valid ID/, 3],
  ['nothing', '', /empty|missing/, 1],
  ['a comment alone', '# nothing\n', /empty|missing/],
  ['a list', '- a\n- b\n', /checkpoints/, 1],
  ['a text', 'hello\n', /checkpoints/, 1],
  ['a map of nothing', '{}', /checkpoints is missing/, 1],
  ['null for entries', 'checkpoints:\n', /checkpoints has no value/, 1],
  ['a map for entries', 'checkpoints: {a: b}\n', /isn't a list/, 1],
  ['a text for an entry', 'checkpoints:\n  - ft:b\n', /ft:b/, 2],
  ['null for an entry', `${FILE}  -\n`, /null/, 4],
  ['a list for an entry', `${FILE}  - - checkpoint-id: ft:b\n      project-ids: []\n`, /./, 4],
  ['open brackets', '['.repeat(DEEP), /nested too deeply/],
  ['closed brackets', `a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, /nested too deeply/],
  ['open braces', '{a: '.repeat(DEEP), /nested too deeply/],
  ['dashes', '- '.repeat(DEEP), /nested too deeply/],
  ['10 MB', FILE + '#'.repeat(1e7), /has 10,000,\d+ bytes, but the limit is 4,000,000/],
  ['Latin-1', Buffer.from(forProjects('[]\n    project-names: Forêt'), 'latin1'), /UTF-8/],
  ['UTF-16', Buffer.from(`\ufeff${FILE}`, 'utf16le'), /UTF-8/],
  [
    '__proto__ in an entry',
    `${FILE}    __proto__: {project-ids: []}\n`,
    /"__proto__" isn't a valid key/,
    4,
  ],
  ['__proto__', `__proto__: {checkpoints: []}\n${FILE}`, /"__proto__" isn't a valid key/, 1],
  ['constructor', `${FILE}    constructor: x\n`, /"constructor" isn't a valid key/, 4],
  ['a number as a key', `${FILE}    1: x\n`, /A key isn't text/, 4],
  ['a list as a key', `${FILE}    ? [a, b]\n    : c\n`, /A key isn't text/, 4],
  ['no key', `${FILE}    : c\n`, /A key isn't text/, 4],
  ['a number as an ID', forProjects('[123]'), /123 isn't text\. Put it in quotes/, 3],
  ['a boolean as an ID', forProjects('[proj_0, true]'), /true isn't text\. Put it in quotes/, 3],
  ['null in a list', forProjects('[proj_0, ~]'), /null isn't text/, 3],
  ['null for projects', forProjects(''), /project-ids has no value/, 3],
  ['null for names', FILE.replace('ids: [proj_0]', 'names:'), /project-names has no value/, 3],
  ['no names', FILE.replace('ids: [proj_0]', 'names: []'), /The entry has no projects/, 2],
  ['null for a checkpoint', FILE.replace(CHECKPOINT, ''), /checkpoint-id has no value/, 2],
  ['no checkpoints', FILE.replace(CHECKPOINT, '[]'), /The entry has no checkpoint-id/, 2],
  ['an empty text', forProjects('""'), /"" isn't a valid ID/, 3],
  ['a list in a list', forProjects('[[proj_0]]'), /has a list inside a list/, 3],
  [
    'lines in one text',
    forProjects('|\n      proj_0\n      proj_1'),
    /Write several IDs as a list/,
    3,
  ],
  ['one line in a block', forProjects('|\n      proj_0'), /without \|/, 3],
  ['nothing at all', 'checkpoints: []\n', /checkpoints is empty\. Add an entry/, 1],
  [
    'a command in a key',
    `${FILE}    "a\\n::error::x\\u202e": 1\n`,
    /"a ::error::x" isn't a valid key/,
    4,
  ],
])(
  '%s in the file is reported in plain words and changes nothing',
  async (_, content, words, line) => {
    await using api = await organizationOf()
    await using repository = await createWorkspace(content)
    await using step = await repository.share(api, { mode: 'sync' })
    expectRefused(step, api, words, line)
    expect(api.requests).toEqual([])
  },
)

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('')
const bomb = many(9, i => `a${i}: &a${i} [${many(9, () => (i === 0 ? 'x, ' : `*a${i - 1}, `))}]\n`)

test.each<[name: string, content: string, words: RegExp]>([
  ['aliases that grow', `${bomb}checkpoints: *a8\n`, /Aliases \(\*name\)/],
  ['keys', many(50_000, i => `k${i}: 1\n`), /"k0" isn't a valid key/],
  ['keys of an entry', FILE + many(50_000, i => `    k${i}: 1\n`), /"k0" isn't a valid key/],
  ['wrong entries', `checkpoints:\n${many(50_000, () => '  - x\n')}`, /"x"/],
  ['errors of syntax', `checkpoints: [\n${many(20_000, () => '%\n')}`, /./],
  [
    'unknown names',
    FILE + OTHER.replace('ids', 'names') + many(20_000, i => `\n      - n${i}`),
    /n0/,
  ],
])(
  'a file with very many %s is rejected quickly, with a short message',
  async (_, content, words) => {
    await using api = await organizationOf()
    await using repository = await createWorkspace(content)
    await using step = await repository.share(api, { mode: 'sync' }, { timeoutMs: 6_000 })
    expectRefused(step, api, words)
  },
)

test.each([
  ['a byte order mark', `\ufeff${FILE}`],
  ['CRLF', FILE.replaceAll('\n', '\r\n')],
  ['a directive and an end', `%YAML 1.2\n---\n${FILE}...\n`],
  ['an unused anchor', forProjects('&p [proj_0]')],
  ['one text for a list', forProjects('proj_0')],
  ['the same ID twice', forProjects('[proj_0, "proj_0"]')],
  ['4 MB of comments', FILE + many(48_000, () => `# ${'x'.repeat(78)}\n`)],
])('a file with %s works', async (_, content) => {
  await using api = await organizationOf()
  await using repository = await createWorkspace(content)
  await using step = await repository.share(api, { mode: 'sync' })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(holders(api)).toEqual(['proj_0'])
  expect(holders(api, 'ft:b')).toEqual(['proj_1', 'proj_2'])
})

test('items are literal: commas, comments, and whitespace are kept', async () => {
  const projects = ['a,b', '# c', ' d '].map((name, index) => ({ id: `proj_x${index}`, name }))
  await using api = await organization(0, { projects })
  await using repository = await createWorkspace(
    FILE.replace('project-ids: [proj_0]', `project-names: ["a,b", "# c", " d "]`),
  )
  await using step = await repository.share(api)
  expectMatchesServer(step, api)
  expect(holders(api)).toEqual(projects.map(({ id }) => id))
})
