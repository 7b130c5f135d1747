import { ApiError } from '../api/errors.ts'
import type { Project, ProjectsApi } from '../api/projects.ts'
import type { Report } from './events.ts'

/** What the organization's list of projects says, read at most once a run. */
export interface ProjectLookup {
  /**
   * Every project, archived ones too.
   *
   * @throws ApiError where the list can't be read
   */
  projects(): Promise<readonly Project[]>
  /**
   * Why access can't be granted to some of the projects, by project ID: they are not in the
   * organization, or archived. Empty where the list says nothing against them or can't be read.
   */
  faultsOf(projectIds: readonly string[]): Promise<Map<string, string>>
  /** The name of a project; null where it has none, or the list was not read. */
  nameOf(projectId: string): string | null
}

/** A directory that asks the API when it is first needed. */
export function createProjectLookup(api: ProjectsApi, report: Report): ProjectLookup {
  let reading: Promise<Project[]> | undefined
  const known = new Map<string, Project>()

  async function projects(): Promise<Project[]> {
    reading ??= read()
    return reading
  }

  async function read(): Promise<Project[]> {
    const list = await api.list()
    for (const project of list) known.set(project.id, project)
    report({ type: 'looked-up', projects: list.length })
    return list
  }

  async function faultsOf(projectIds: readonly string[]): Promise<Map<string, string>> {
    const isFirst = reading === undefined
    try {
      await projects()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (isFirst) report({ type: 'look-up-failed', error })
      return new Map()
    }
    return new Map(
      projectIds.flatMap(id => {
        const project = known.get(id)
        if (project === undefined) return [[id, 'no project of the organization has this ID']]
        return project.archived ? [[id, 'the project is archived']] : []
      }),
    )
  }

  return { projects, faultsOf, nameOf: id => known.get(id)?.name ?? null }
}
