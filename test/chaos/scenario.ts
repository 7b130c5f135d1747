import fc from 'fast-check'
import { CHECKPOINT, ids } from '../action/setup.ts'
import type { ApiSetup, Rules } from '../support/api.ts'
import { LIMIT_NAMES, type LimitName } from './limit-kinds.ts'

/** The parameters of a chaos run, which determine everything in it. */
export interface Scenario {
  /** Determines the faults and the action's own randomness. */
  seed: number
  mode: 'grant' | 'sync' | 'revoke' | 'check' | 'list'
  dryRun: boolean
  exact: boolean
  /** How many projects the organization has. */
  projects: number
  checkpoints: CheckpointScenario[]
  /** The requested projects: numbers of existing ones, or IDs that are unknown or archived. */
  requested: (number | 'proj_unknown' | 'proj_archived')[]
  /** Whether the first requested project is given by name. */
  byName: boolean
  /** Whether the last checkpoint is given by its job. */
  byJob: boolean
  /** Whether to verify keys of requested projects. */
  verifies: boolean
  shareTimeoutMinutes: number
  rules: Pick<
    Rules,
    | 'namesBadProject'
    | 'partialBatches'
    | 'regrant'
    | 'maxLimit'
    | 'maxProjectIds'
    | 'projectsReadable'
    | 'staleMs'
  > & { createdAnswerPageSize: number }
  conditions: FaultScenario
}

/** A checkpoint, the projects with access to it, and its owning project. */
export interface CheckpointScenario {
  exists: boolean
  shared: number[]
  owner: number | null
}

/** How often and how faults occur. */
export interface FaultScenario {
  /** The probability of a fault per request. */
  faultProbability: number
  /** The maximum number of consecutive requests with the same fault. */
  maxBurst: number
  /** How requests are limited. */
  limit: LimitName
  /** The maximum milliseconds from a request to its response. */
  maxLatencyMs: number
  /** The probability of an external grant or revocation before a request is applied. */
  externalChanges: number
  /** At which request, counted from 0, the step is canceled; null for never. */
  cancelledAfter: number | null
}

/** What differs between runs in process and runs of the built action, which take real time. */
export interface Bounds {
  maxProjects: number
  maxShareTimeoutMinutes: number
  maxStaleMs: number
  maxBurst: number
  maxLatencyMs: number
  maxCheckpoints: number
}

/** All scenarios within the bounds. */
export function scenarios(bounds: Bounds): fc.Arbitrary<Scenario> {
  const { maxProjects, maxShareTimeoutMinutes, maxStaleMs, maxBurst } = bounds
  const { maxLatencyMs, maxCheckpoints } = bounds
  const few = fc.integer({ min: 2, max: 12 })
  const projectCount = fc.oneof(
    { weight: 9, arbitrary: few },
    fc.integer({ min: 2, max: maxProjects }),
  )
  const seldom = fc.integer({ min: 0, max: 9 }).map(n => n === 9)
  return projectCount.chain(projects => {
    const project = fc.nat(projects - 1)
    const some = fc.uniqueArray(project, { maxLength: projects })
    const requested = fc.oneof(
      { weight: 8, arbitrary: project },
      fc.constantFrom('proj_unknown' as const, 'proj_archived' as const),
    )
    const checkpoint = fc.record<CheckpointScenario>({
      exists: seldom.map(missing => !missing),
      shared: some,
      owner: fc.option(project),
    })
    return fc.record<Scenario>({
      seed: fc.integer(),
      mode: fc.constantFrom('grant', 'grant', 'sync', 'sync', 'revoke', 'check', 'list'),
      dryRun: seldom,
      exact: fc.boolean(),
      projects: fc.constant(projects),
      // Few are enough for most faults, and run faster.
      checkpoints: fc.oneof(
        { weight: 2, arbitrary: fc.array(checkpoint, { minLength: 1, maxLength: 3 }) },
        fc.array(checkpoint, { minLength: 1, maxLength: maxCheckpoints }),
      ),
      requested: fc.oneof(
        fc.uniqueArray(requested, { minLength: 1, maxLength: projects }),
        fc.constant(Array.from({ length: projects }, (_, index) => index)),
      ),
      byName: seldom,
      byJob: seldom,
      verifies: seldom,
      shareTimeoutMinutes: fc.integer({ min: 1, max: maxShareTimeoutMinutes }),
      rules: fc.record({
        namesBadProject: fc.boolean(),
        partialBatches: fc.constantFrom('none', 'before-bad', 'all-good'),
        regrant: fc.constantFrom('duplicate', 'no-op', 'error'),
        maxLimit: fc.constantFrom(100, 100, 50, 10),
        maxProjectIds: fc.constantFrom(1_000, 1_000, 3),
        projectsReadable: fc.boolean(),
        staleMs: fc.nat(maxStaleMs),
        createdAnswerPageSize: fc.constantFrom(1_000, 1_000, 2),
      }),
      conditions: fc.record<FaultScenario>({
        faultProbability: fc.constantFrom(0, 0.1, 0.3, 0.6),
        maxBurst: fc.integer({ min: 1, max: maxBurst }),
        limit: fc.oneof(fc.constant('none' as const), fc.constantFrom(...LIMIT_NAMES)),
        maxLatencyMs: fc.constantFrom(0, maxLatencyMs / 10, maxLatencyMs),
        externalChanges: fc.constantFrom(0, 0, 0.2),
        cancelledAfter: fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, fc.nat(12)),
      }),
    })
  })
}

/** The ID of a checkpoint by its index. */
export const checkpointId = (index: number) => `${CHECKPOINT}:step-${index}`

const JOB = 'ftjob-chaos'
const ARCHIVED = 'proj_archived'
const TRAINING = 'proj_training'

const nameOf = (projectId: string) => `The ${projectId}`

/** The IDs of the requested projects, in order. */
export function requestedIds({ requested }: Scenario): string[] {
  return requested.map(project => (typeof project === 'number' ? `proj_${project}` : project))
}

/** The organization of a scenario. */
export function setupOf({ projects, checkpoints, byJob, rules }: Scenario): ApiSetup {
  const last = checkpointId(checkpoints.length - 1)
  return {
    projects: [
      ...ids(projects).map(id => ({ id, name: nameOf(id) })),
      { id: ARCHIVED, name: nameOf(ARCHIVED), status: 'archived' },
    ],
    checkpoints: Object.fromEntries(
      checkpoints.flatMap(({ exists, shared, owner }, index) => {
        const holders = shared.filter(project => project !== owner)
        const setup = {
          shared: holders.map(project => `proj_${project}`),
          ...(owner !== null && { owner: `proj_${owner}` }),
        }
        return exists ? [[checkpointId(index), setup]] : []
      }),
    ),
    ...(byJob && { jobs: { [JOB]: { states: ['running', 'succeeded'], fineTunedModel: last } } }),
    projectKeyOf: TRAINING,
    projectKeys: ids(projects),
    modelsFollowPermissions: true,
    rules,
  }
}

/** The step's inputs, except the key and the host. */
export function inputsOf(
  scenario: Scenario,
  keys: { projectKey: string; projectKeys: Record<string, string> },
): Record<string, string | string[]> {
  const { mode, dryRun, exact, checkpoints, byName, byJob, verifies, shareTimeoutMinutes } =
    scenario
  const requested = requestedIds(scenario)
  const named = byName ? requested.slice(0, 1) : []
  const given = checkpoints.map((_, index) => checkpointId(index))
  const verified = verifies ? requested.slice(0, 2).filter(id => id in keys.projectKeys) : []
  return {
    mode,
    'dry-run': `${dryRun}`,
    exact: `${exact && mode === 'check'}`,
    'checkpoint-id': byJob ? given.slice(0, -1) : given,
    ...(byJob && { 'fine-tuning-job-id': JOB, 'api-key': keys.projectKey }),
    'project-ids': requested.slice(named.length),
    'project-names': named.map(nameOf),
    'max-revocations': 'none',
    'share-timeout-minutes': `${shareTimeoutMinutes}`,
    'verify-keys': verified.map(id => `${id}=${keys.projectKeys[id]}`),
  }
}
