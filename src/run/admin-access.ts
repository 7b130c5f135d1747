import { lacksScope } from '../api/error-codes.ts'
import { ApiError } from '../api/errors.ts'
import { isWrongKind, type Key } from '../api/key.ts'
import { type PermissionsApi, permissionsApi } from '../api/permissions.ts'
import { projectsApi } from '../api/projects.ts'
import type { TimeBudget } from '../common/clock.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { eventWarning } from '../report/warnings.ts'
import type { ApplyContext } from '../sharing/applying/apply.ts'
import { ApplyState } from '../sharing/applying/apply-state.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { BEST_EFFORT_MS } from '../sharing/jobs/poll-jobs.ts'
import { createProjectLookup } from '../sharing/project-lookup.ts'
import type { RunContext } from './context.ts'

/** What a run does with the admin key. */
export type AdminAccess = ApplyContext

/** Opens the endpoints that need the admin key, with the state that the whole run shares. */
export function openAdmin(context: RunContext, budget: TimeBudget): AdminAccess {
  const { inputs, reportContext, clients, random } = context
  const { log, sanitizer, warnings } = reportContext
  const client = clients.open(adminKeyOf(inputs), budget)
  const report = (event: SharingEvent) => {
    if (event.type === 'granted') keepIds(event.permissions)
    log.event(event)
    warnings.push(...eventWarning(event, sanitizer))
  }
  // IDs that passed the schema are shown as they are.
  const keepIds = (found: readonly { id: string; projectId?: string }[]) =>
    sanitizer.keepIds(found.flatMap(({ id, projectId = id }) => [id, projectId]))
  const keeping = <T extends { id: string; projectId?: string }, A extends unknown[]>(
    list: (...args: A) => Promise<T[]>,
  ) => {
    return async (...args: A) => {
      const found = await list(...args)
      keepIds(found)
      return found
    }
  }
  const open = (api: PermissionsApi) => ({ ...api, list: keeping(api.list) })
  const projects = projectsApi(client)
  let afterCancel: PermissionsApi | undefined
  return {
    permissions: open(permissionsApi(client)),
    permissionsAfterCancel: () => (afterCancel ??= open(openAfterCancel(context))),
    projectLookup: createProjectLookup({ ...projects, list: keeping(projects.list) }, report),
    budget,
    random,
    report,
    state: new ApplyState(),
  }
}

/** The permission endpoints for reads of a cancelled step, each of which has its own deadline. */
function openAfterCancel({ inputs, clients, clock }: RunContext): PermissionsApi {
  const cancelled = new AbortController().signal
  const budget = { clock, cancelled, deadline: Number.POSITIVE_INFINITY }
  return permissionsApi(clients.open(adminKeyOf(inputs), budget))
}

function adminKeyOf({ adminKey }: Inputs): Key {
  return { value: adminKey, input: 'admin-key' }
}

/**
 * Checks that the API accepts the admin key, for runs that wouldn't use it before they wait for
 * jobs. A key without the scope to list projects may still be able to share checkpoints.
 *
 * @throws ApiError if the key is rejected for good
 */
export async function probeAdminKey(context: RunContext): Promise<void> {
  const { inputs, clients, clock, cancelled } = context
  const deadline = clock.now() + BEST_EFFORT_MS
  const client = clients.open(adminKeyOf(inputs), { clock, cancelled, deadline })
  try {
    await projectsApi(client).probe({ deadline })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isScope = lacksScope(error.serverMessage)
    const isBad = error.stopsRun && (!isScope || isWrongKind(adminKeyOf(inputs)))
    if (isBad || error.kind === 'cancelled') throw error
  }
}
