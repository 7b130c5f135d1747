import { ClientPool } from '../../../src/api/client-pool.ts'
import { jobsApi } from '../../../src/api/jobs.ts'
import type { Credential } from '../../../src/api/key.ts'
import { modelPolicyApi } from '../../../src/api/model-policy.ts'
import { modelsApi } from '../../../src/api/models.ts'
import { permissionsApi } from '../../../src/api/permissions.ts'
import { projectsApi } from '../../../src/api/projects.ts'
import { systemClock } from '../../../src/common/clock.ts'
import type { Api } from '../api.ts'

/** The calls of the action's own clients. */
export type OurCalls = ReturnType<typeof connectOurs>

/**
 * The calls of the action's own clients, with an admin key, and with a project's key by default for
 * jobs and models. Disposing of them ends their connections.
 */
export function connectOurs(
  { baseUrl, adminKey, projectKey }: Api,
  ofProject: Credential = { value: projectKey, input: 'api-key' },
) {
  const pool = new ClientPool({
    baseUrl: new URL(baseUrl),
    proxy: { url: '', exceptions: '' },
    random: () => 0,
    onRetry: ({ reason, wait }) => {
      if (wait > 0) throw new Error(`No wait was expected: ${reason}`)
    },
  })
  const budget = {
    clock: systemClock,
    deadline: systemClock.now() + 60_000,
    cancelled: new AbortController().signal,
  }
  const admin = pool.open({ value: adminKey, input: 'admin-key' }, budget)
  const project = pool.open(ofProject, budget)
  return {
    permissions: permissionsApi(admin),
    projects: projectsApi(admin),
    modelPolicy: modelPolicyApi(admin),
    jobs: jobsApi(project),
    models: modelsApi(project),
    [Symbol.asyncDispose]: () => pool.close(),
  }
}
