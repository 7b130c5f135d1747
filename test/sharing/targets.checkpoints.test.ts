import { expect, test } from 'vitest'
import { InvalidInputsError } from '../../src/common/validation.ts'
import type { ResolvedJob } from '../../src/sharing/jobs/resolve-jobs.ts'
import type { CheckpointSelector } from '../../src/sharing/jobs/select-checkpoints.ts'
import { type ResolvedEntry, targetsOf } from '../../src/sharing/targets.ts'
import { ENTRY, locationAt } from './sharing-entry.ts'

/** A resolved job with these selected checkpoints. */
const resolvedJobs = (
  id: string,
  selector: CheckpointSelector,
  ...checkpointIds: string[]
): ResolvedJob => ({
  job: { id, status: 'succeeded', fineTunedModel: null, error: null, estimatedFinish: null },
  checkpoints: [],
  losses: [],
  selector,
  checkpointIds,
})
const entry = (more: Partial<ResolvedEntry>): ResolvedEntry => ({ ...ENTRY, ...more })
const idsOf = (entries: ResolvedEntry[], made: ResolvedJob[] = []) =>
  targetsOf(entries, made).map(({ checkpointId }) => checkpointId)
const issuesOf = (entries: ResolvedEntry[], made: ResolvedJob[] = []) => {
  try {
    targetsOf(entries, made)
    return []
  } catch (error) {
    if (error instanceof InvalidInputsError) return error.issues
    throw error
  }
}

test('every checkpoint of an entry has its projects, its owner, and its location', () => {
  const one = { projectIds: ['proj_a', 'proj_b'], owningProjectId: 'proj_own' }
  const two = { projectIds: [], owningProjectId: null, location: locationAt(5) }
  expect(
    targetsOf(
      [
        entry({ ...one, checkpointIds: ['ft:b', 'ft:a'] }),
        entry({ ...two, checkpointIds: ['ft:c'] }),
      ],
      [],
    ),
  ).toEqual([
    { checkpointId: 'ft:b', ...one },
    { checkpointId: 'ft:a', ...one },
    { checkpointId: 'ft:c', ...two },
  ])
})

test('checkpoints by ID come before those of jobs, entry by entry, without duplicates', () => {
  const entries = [
    entry({ checkpointIds: ['ft:b'], jobIds: ['ftjob-b', 'ftjob-a'], checkpointSelector: 'all' }),
    entry({ checkpointIds: ['ft:z'] }),
  ]
  const made = [
    resolvedJobs('ftjob-a', 'all', 'ft:a1', 'ft:b'),
    resolvedJobs('ftjob-b', 'all', 'ft:b1', 'ft:b2', 'ft:a1'),
  ]
  expect(idsOf(entries, made)).toEqual(['ft:b', 'ft:b1', 'ft:b2', 'ft:a1', 'ft:z'])
})

test('before its jobs are done, an entry has only its checkpoints by ID', () => {
  expect(idsOf([entry({ jobIds: ['ftjob-a'] })])).toEqual([])
  expect(idsOf([entry({ checkpointIds: ['ft:a'], jobIds: ['ftjob-a'] })])).toEqual(['ft:a'])
})

test('each entry has the checkpoints of its own selection of a job', () => {
  const steps = [100, 200]
  const entries = [
    entry({ jobIds: ['ftjob-a'], projectIds: ['proj_a'], location: locationAt(2) }),
    entry({
      jobIds: ['ftjob-a'],
      checkpointSelector: steps,
      projectIds: ['proj_b'],
      location: locationAt(4),
    }),
    entry({ jobIds: ['ftjob-a'], checkpointSelector: 'best', location: locationAt(6) }),
  ]
  const made = [
    resolvedJobs('ftjob-a', 'final', 'ft:a'),
    resolvedJobs('ftjob-a', steps, 'ft:a:100', 'ft:a:200'),
    resolvedJobs('ftjob-a', 'best', 'ft:a:300'),
  ]
  const issues = targetsOf(entries, made).map(one => [one.checkpointId, ...one.projectIds])
  expect(issues).toEqual([
    ['ft:a', 'proj_a'],
    ['ft:a:100', 'proj_b'],
    ['ft:a:200', 'proj_b'],
    ['ft:a:300'],
  ])
})

test('equal steps in two entries belong to their own entry', () => {
  const steps = () => [100]
  const [one, two] = [steps(), steps()]
  const entries = [
    entry({ jobIds: ['ftjob-a'], checkpointSelector: one, location: locationAt(2) }),
    entry({ jobIds: ['ftjob-b'], checkpointSelector: two, location: locationAt(4) }),
  ]
  const made = [resolvedJobs('ftjob-a', one, 'ft:a:100'), resolvedJobs('ftjob-b', two, 'ft:b:100')]
  expect(idsOf(entries, made)).toEqual(['ft:a:100', 'ft:b:100'])
})

test('a checkpoint that several entries resolve to is an issue that names both lines', () => {
  const entries = [
    entry({ checkpointIds: ['ft:a', 'ft:b'], location: locationAt(2) }),
    entry({ jobIds: ['ftjob-a'], location: locationAt(4) }),
    entry({ jobIds: ['ftjob-a'], checkpointSelector: 'best', location: locationAt(6) }),
    entry({ checkpointIds: ['ft:c'], location: locationAt(8) }),
  ]
  const made = [
    resolvedJobs('ftjob-a', 'final', 'ft:a'),
    resolvedJobs('ftjob-a', 'best', 'ft:a', 'ft:c'),
  ]
  const issues = (id: string, first: number, second: number) => ({
    input: 'sharing-file',
    message: `sharing-file has ${id} twice, directly or through a job, on lines ${first} and ${second}. Keep one.`,
    location: locationAt(second),
  })
  expect(issuesOf(entries, made)).toEqual([
    issues('ft:a', 2, 4),
    issues('ft:a', 2, 6),
    issues('ft:c', 6, 8),
  ])
  expect(issuesOf(entries)).toEqual([])
})

test('the same job and selection in two entries is such an issue', () => {
  const entries = [
    entry({ jobIds: ['ftjob-a'], location: locationAt(2) }),
    entry({ jobIds: ['ftjob-a'], location: locationAt(4) }),
  ]
  const made = [resolvedJobs('ftjob-a', 'final', 'ft:a'), resolvedJobs('ftjob-a', 'final', 'ft:a')]
  expect(issuesOf(entries, made)).toMatchObject([{ location: locationAt(4) }])
})

test('inputs can resolve to a checkpoint twice, by its ID and by its job', () => {
  const inputs = entry({ checkpointIds: ['ft:a'], jobIds: ['ftjob-a', 'ftjob-b'] })
  const made = [resolvedJobs('ftjob-a', 'final', 'ft:a'), resolvedJobs('ftjob-b', 'final', 'ft:a')]
  expect(targetsOf([inputs], made)).toEqual([
    { checkpointId: 'ft:a', projectIds: [], owningProjectId: null },
  ])
})
