import type { CallOptions } from '../api/call.ts'
import { ApiError } from '../api/errors.ts'
import type { Project, ProjectsApi } from '../api/projects.ts'
import type { Report } from './events.ts'
import { alternatives, nearest } from './nearest.ts'

/** How to fix a project that the API rejects. */
export const BAD_PROJECT_HINT =
  "Check the project ID. Only active projects in the admin key's organization can be granted access."

/** What the organization's list of projects shows, read at most once per run. */
export interface ProjectLookup {
  /**
   * Every project, including archived ones.
   *
   * @throws ApiError if the list can't be read
   */
  projects(): Promise<readonly Project[]>
  /**
   * Why some of the projects can't be granted access, by project ID: they aren't in the
   * organization, or they're archived. Empty if the list shows neither, or can't be read soon: it's
   * only a shortcut, so it gets less time than other calls.
   */
  faultsOf(projectIds: readonly string[]): Promise<Map<string, string>>
  /** Like `faultsOf`, without a request: empty if the list wasn't read. */
  knownFaultsOf(projectIds: readonly string[]): Map<string, string>
  /** The name of a project; null if it has none, or the list wasn't read. */
  nameOf(projectId: string): string | null
  /** Reads the list again the next time it's needed, except for names. */
  expire(): void
}

const SHORTCUT_PATIENCE_MS = 15_000
const MAX_SUGGESTIONS = 50

/** A lookup that reads the list when it's first needed. */
export function createProjectLookup(api: ProjectsApi, report: Report): ProjectLookup {
  let reading: Promise<Project[]> | undefined
  let current: Map<string, Project> | null = null
  // For names, even if it has expired.
  let latest: Map<string, Project> | null = null
  const suggestions = new Map<string, string>()

  async function read(options: CallOptions): Promise<Project[]> {
    const list = await api.list(options)
    current = new Map(list.map(project => [project.id, project]))
    latest = current
    report({ type: 'looked-up', projects: list.length })
    return list
  }

  async function faultsOf(projectIds: readonly string[]): Promise<Map<string, string>> {
    const isFirst = reading === undefined
    reading ??= read({ patienceMs: SHORTCUT_PATIENCE_MS })
    try {
      await reading
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (isFirst) report({ type: 'look-up-failed', error })
    }
    return knownFaultsOf(projectIds)
  }

  function knownFaultsOf(projectIds: readonly string[]): Map<string, string> {
    const list = current
    if (list === null) return new Map()
    return new Map(
      projectIds.flatMap(id => {
        const project = list.get(id)
        if (project === undefined) {
          return [[id, `no project in the organization has this ID${suggestionFor(id, list)}`]]
        }
        return project.archived ? [[id, 'the project is archived']] : []
      }),
    )
  }

  /** `; did you mean proj_…?`, found once per ID; empty if no ID is similar. */
  function suggestionFor(id: string, list: ReadonlyMap<string, Project>): string {
    const found = suggestions.get(id)
    if (found !== undefined) return found
    // Every ID may be wrong, and each search takes a while.
    if (suggestions.size >= MAX_SUGGESTIONS) return ''
    const max = Math.floor(id.replace(/^proj_/, '').length / 3)
    const active = [...list.values()].filter(({ archived }) => !archived).map(one => one.id)
    const near = nearest(id, active, max)
    const suggestion = near.length === 0 ? '' : `; did you mean ${alternatives(near)}?`
    suggestions.set(id, suggestion)
    return suggestion
  }

  return {
    projects: () => (reading ??= read({})),
    faultsOf,
    knownFaultsOf,
    nameOf: id => latest?.get(id)?.name ?? null,
    expire() {
      reading = undefined
      current = null
    },
  }
}
