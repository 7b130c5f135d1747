import { expect, test } from 'vitest'
import { entryWith, jobWith, UNPARSABLE, VALID } from './fixtures.ts'
import { INVALID_ENTRIES, SCHEMA_VIOLATIONS } from './invalid-files.ts'
import { issuesIn, parseMarkers, readContent } from './read-content.ts'

/** The result for an entry with one checkpoint in line 2, without its projects. */
const READ = {
  checkpointIds: ['ft:a'],
  jobIds: [],
  checkpointSelector: 'final',
  projectIds: [],
  projectNames: [],
  owningProjectId: null,
  location: { file: 'sharing.yml', line: 2, column: 5 },
  nameLocations: [],
}
const at = (line: number, column: number) => ({ file: 'sharing.yml', line, column })

test.each(Object.entries(VALID))('a file with %s is valid', async (_, content) => {
  expect(await issuesIn(content)).toEqual([])
})

const INVALID = { ...UNPARSABLE, ...SCHEMA_VIOLATIONS, ...INVALID_ENTRIES }
test.each(Object.entries(INVALID))(
  'each issue in a file with %s is reported at its location, and no other',
  async (_, [marked, ...words]) => {
    const { content, locations } = parseMarkers(marked)
    const issues = await issuesIn(content)
    expect(issues.map(issue => issue.split(' ')[0])).toEqual(locations)
    expect(issues).toEqual(words.map(word => expect.stringContaining(word)))
  },
)

test("issues use the file's terms, not those of the libraries", async () => {
  const inner =
    /Invalid (type|value|integer)|: \d+ (is empty|no ID)|parseAllDocuments|Object|tag:yaml/
  const files = Object.values(INVALID).map(([marked]) => issuesIn(parseMarkers(marked).content))
  const issues = (await Promise.all(files)).flat()
  expect(issues.filter(issue => inner.test(issue))).toEqual([])
})

test('all issues are reported together, in the order of their lines', async () => {
  const { content, locations } = parseMarkers(`‸checkpoint: []
checkpoints:
  - checkpoint-id: [‸proj_a, ‸7]
    project-ids: [‸ft:a, p, ‸a b]
    ‸owner: own
  - ‸job-checkpoints: ‸last
    ‸project-name: n
  - checkpoint-id: ft:c
    project-names: ‸7
  - checkpoint-id: ‸ft:c
    project-ids: []
    owning-project-id: ‸ftjob-a
`)
  const issues = await issuesIn(content)
  expect(issues.map(issue => issue.split(' ')[0])).toEqual(locations)
  expect(locations).toHaveLength(12)
})

test('single texts and lists of every kind are literal, without duplicates', async () => {
  const names = ['a,b', '#1', ' c ', '*']
  const ids = 'project-ids: [q, p, q]'
  const list = entryWith(ids, `project-names: ${JSON.stringify([...names, '#1'])}`)
  const nameLocations = [at(4, 21), at(4, 27), at(4, 32), at(4, 38)]
  expect(await readContent(list)).toEqual([
    { ...READ, projectIds: ['q', 'p'], projectNames: names, nameLocations },
  ])
  const text = entryWith('project-ids: p', 'project-names: a,b # c', 'owning-project-id: own')
  expect(await readContent(text)).toEqual([
    {
      ...READ,
      projectIds: ['p'],
      projectNames: ['a,b'],
      owningProjectId: 'own',
      nameLocations: [at(4, 20)],
    },
  ])
})

test('an empty list of projects stays empty', async () => {
  expect(await readContent(entryWith('project-ids: []'))).toEqual([READ])
})

test.each([
  ['', 'final'],
  ['job-checkpoints: final', 'final'],
  ['job-checkpoints: all', 'all'],
  ['job-checkpoints: best', 'best'],
  ['job-checkpoints: 0', [0]],
  ['job-checkpoints: [200, 100]', [200, 100]],
  ['job-checkpoints: [200, 100, 200]', [200, 100]],
])('for a job, "%s" means %j', async (line, checkpointSelector) => {
  const job = { checkpointIds: [], jobIds: ['ftjob-a'], projectIds: ['p'], checkpointSelector }
  expect(await readContent(jobWith(line))).toEqual([{ ...READ, ...job }])
})

test('entries keep their order and know their lines', async () => {
  const entries = await readContent(`# who may use what
checkpoints:

  - checkpoint-id: [ft:b, ft:a]
    project-ids: p
  -
    project-names:
      - one
      # not two
      - three
    fine-tuning-job-id: [ftjob-b, ftjob-a, ftjob-b]
  - {checkpoint-id: ft:c, project-ids: []}
`)
  expect(entries).toMatchObject([
    { checkpointIds: ['ft:b', 'ft:a'], location: at(4, 5) },
    {
      jobIds: ['ftjob-b', 'ftjob-a'],
      location: at(7, 5),
      projectNames: ['one', 'three'],
      nameLocations: [at(8, 9), at(10, 9)],
    },
    { checkpointIds: ['ft:c'], location: at(12, 5) },
  ])
})

test('an invalid ID is reported at its location, whatever precedes it in the list', async () => {
  const { content, locations } = parseMarkers(
    entryWith('project-ids:', '  - ‸1', '  - ‸ft:x', '  - p', '  - ‸[]', '  - ‸ft:y'),
  )
  const issues = await issuesIn(content)
  expect(issues).toEqual([
    expect.stringContaining("1 isn't text"),
    expect.stringContaining('"ft:x" is a checkpoint'),
    expect.stringContaining('has a list inside a list'),
    expect.stringContaining('"ft:y" is a checkpoint'),
  ])
  expect(issues.map(issue => issue.split(' ')[0])).toEqual(locations)
})

test('a merge key is rejected in every version of YAML', async () => {
  const merging = entryWith('<<: {project-ids: p}')
  expect(await issuesIn(merging)).not.toEqual([])
  expect(await issuesIn(`%YAML 1.1\n---\n${merging}`)).not.toEqual([])
})

test.each([
  ['Latin-1', Uint8Array.of(0x23, 0x20, 0xe4)],
  ['UTF-16', new Uint8Array(Buffer.from('\ufeff# a', 'utf16le'))],
])("a file in %s isn't read as if it were UTF-8", async (_, content) => {
  expect(await issuesIn(content)).toEqual([
    'sharing-file: "sharing.yml" isn\'t UTF-8. Save the file as UTF-8.',
  ])
})

test('a job that is listed twice is the start of its message', async () => {
  const more = jobWith('job-checkpoints: all').replace('checkpoints:\n', '')
  expect(await issuesIn(`${jobWith('job-checkpoints: all')}${more}`)).toEqual([
    '5:25 "ftjob-a" is listed twice, on lines 2 and 5. Keep it in one entry.',
  ])
})
