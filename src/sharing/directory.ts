import { ApiError } from '../api/errors.ts'
import type { Project, ProjectsApi } from '../api/projects.ts'
import type { Report } from './events.ts'

/** What the organization's list of projects says, read at most once a run. */
export interface Directory {
  /**
   * Why access can't be granted to some of the projects, by project ID: they are not in the
   * organization, or archived. Empty where the list says nothing against them or can't be read.
   */
  faultsOf(projectIds: readonly string[]): Promise<Map<string, string>>
}

/** A directory that asks the API when it is first needed. */
export function createDirectory(api: ProjectsApi, report: Report): Directory {
  let reading: Promise<Map<string, Project> | null> | undefined

  async function read(): Promise<Map<string, Project> | null> {
    try {
      const projects = await api.list()
      report({ type: 'looked-up', projects: projects.length })
      return new Map(projects.map(project => [project.id, project]))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      report({ type: 'look-up-failed', error })
      return null
    }
  }

  async function faultsOf(projectIds: readonly string[]): Promise<Map<string, string>> {
    reading ??= read()
    const projects = await reading
    const faults = new Map<string, string>()
    if (projects === null) return faults
    for (const id of projectIds) {
      const project = projects.get(id)
      if (project === undefined) faults.set(id, 'no project of the organization has this ID')
      else if (project.archived) faults.set(id, 'the project is archived')
    }
    return faults
  }

  return { faultsOf }
}
