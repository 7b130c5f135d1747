import type { ApiSetup } from './api.ts'

/** The number of requested checkpoints and projects. */
export type Size = readonly [checkpoints: number, projects: number]

/** The initial access, and whether a requested project is bad. */
export const INITIAL_STATES = ['from nothing', 'half done', 'all done', 'a bad project'] as const
/** One of them. */
export type InitialState = (typeof INITIAL_STATES)[number]

/** A grant whose requests are counted. */
export interface RequestCase {
  checkpoints: string[]
  projects: string[]
  /** The project that the API doesn't know, and names when it rejects a grant. */
  badProject: string | null
  setup: ApiSetup
}

/**
 * A grant of this size in this initial state. A bad project is the second to last of the requested
 * ones.
 */
export function requestCase([many, each]: Size, state: InitialState): RequestCase {
  const checkpoints = Array.from(
    { length: many },
    (_, index) => `ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd:ckpt-step-${index}`,
  )
  const projects = Array.from({ length: each }, (_, index) => `proj_${index}`)
  const badProject = state === 'a bad project' ? (projects.at(-2) ?? null) : null
  const share = { 'from nothing': 0, 'half done': 0.5, 'all done': 1, 'a bad project': 0 }[state]
  const shared = projects.slice(0, Math.floor(each * share))
  return {
    checkpoints,
    projects,
    badProject,
    setup: {
      projects: projects.filter(id => id !== badProject).map(id => ({ id })),
      checkpoints: Object.fromEntries(checkpoints.map(id => [id, { shared }])),
    },
  }
}
