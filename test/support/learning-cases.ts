import { failure } from './api/responses.ts'
import type { ApiSetup, Rules } from './api.ts'
import type { Size } from './request-cases.ts'

/** The API's message for a checkpoint that it shares with no one. */
export const NOT_SHAREABLE = "This checkpoint can't be shared"

/** A grant that takes few requests only if a run learns from rejections. */
export interface LearningCase {
  /** The rest of the name of its budget. */
  name: string
  checkpoints: string[]
  inputs: Record<string, string[]>
  /** The projects that are granted access, and those that fail, at every checkpoint. */
  good: string[]
  bad: string[]
  setup: ApiSetup
}

const projectIds = (count: number) => Array.from({ length: count }, (_, index) => `proj_${index}`)

/** A grant of this size in which the projects at the indexes `bad` are unknown. */
function learningCase(
  [many, each]: Size,
  about: string,
  { bad = [], rules = {}, ...setup }: ApiSetup & { bad?: number[]; rules?: Partial<Rules> },
): LearningCase {
  const checkpoints = Array.from(
    { length: many },
    (_, index) => `ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd:ckpt-step-${index}`,
  )
  const projects = projectIds(each)
  const good = projects.filter((_, index) => !bad.includes(index))
  return {
    name: `${many} × ${each} ${about}`,
    checkpoints,
    inputs: { 'checkpoint-id': checkpoints, 'project-ids': projects },
    good,
    bad: projects.filter((_, index) => bad.includes(index)),
    setup: {
      projects: good.map(id => ({ id, name: `Name ${id}` })),
      checkpoints: Object.fromEntries(checkpoints.map(id => [id, {}])),
      rules,
      ...setup,
    },
  }
}

const UNNAMED = { namesBadProject: false, projectsReadable: false }

/** With project names, the list of projects is read before the first POST. */
function namedCase(): LearningCase {
  const { setup, inputs, good, ...rest } = learningCase([10, 5], 'by name, two bad IDs', {})
  const bad = ['proj_archived', 'proj_unknown']
  const archived = { id: 'proj_archived', name: 'Archived', status: 'archived' }
  return {
    ...rest,
    good,
    bad,
    inputs: { ...inputs, 'project-ids': bad, 'project-names': ['Name proj_*'] },
    setup: { ...setup, projects: [...(setup.projects ?? []), archived] },
  }
}

/** Every checkpoint rejects every POST, and not because of a project. */
function unshareableCase(): LearningCase {
  const { good, ...rest } = learningCase([10, 3], "that can't be shared", {
    interfere: ({ route }, carryOut) =>
      route === 'create' ? failure(400, NOT_SHAREABLE) : carryOut(),
  })
  return { ...rest, good: [], bad: good }
}

/** All of them; each has a budget of requests. */
export const LEARNING_CASES: LearningCase[] = [
  ...[5, 10, 20].map(most =>
    learningCase([1, 100], `at most ${most} per POST`, { rules: { maxProjectIds: most } }),
  ),
  learningCase([10, 50], 'a bad project near the end, named', { bad: [48] }),
  learningCase([10, 50], 'a bad project first, named', { bad: [0] }),
  learningCase([10, 50], 'a bad project near the end, unnamed', { bad: [48], rules: UNNAMED }),
  learningCase([10, 50], 'a bad project first, unnamed', { bad: [0], rules: UNNAMED }),
  namedCase(),
  learningCase([60, 3], 'a bad project first, named', { bad: [0] }),
  unshareableCase(),
]
