import { lacksScope } from '../api/error-codes.ts'
import { ApiError } from '../api/errors.ts'
import type { Key } from '../api/key.ts'
import { permissionsApi } from '../api/permissions.ts'
import { projectsApi } from '../api/projects.ts'
import type { TimeBudget } from '../common/clock.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { eventWarning } from '../report/warnings.ts'
import type { ApplyContext } from '../sharing/applying/apply.ts'
import { BatchAtomicity } from '../sharing/applying/batch-atomicity.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { BEST_EFFORT_MS } from '../sharing/jobs/poll-jobs.ts'
import { createProjectLookup } from '../sharing/project-lookup.ts'
import type { RunContext } from './context.ts'

/** What a run does with the admin key. */
export type AdminAccess = ApplyContext

/** The endpoints of the admin key, and what a run learns while it uses them. */
export function openAdmin(
  { inputs, reportContext, clients, random }: RunContext,
  budget: TimeBudget,
): AdminAccess {
  const { log, sanitizer, warnings } = reportContext
  const client = clients.open(adminKeyOf(inputs), budget)
  const report = (event: SharingEvent) => {
    log.event(event)
    warnings.push(...eventWarning(event, sanitizer))
  }
  return {
    permissions: permissionsApi(client),
    projectLookup: createProjectLookup(projectsApi(client), report),
    budget,
    random,
    report,
    atomicity: new BatchAtomicity(),
    stop: null,
  }
}

function adminKeyOf({ adminKey }: Inputs): Key {
  return { value: adminKey, input: 'admin-key' }
}

/**
 * Checks that the admin key is accepted, if nothing else would before the wait for jobs. An admin
 * key may well lack the scope to list projects: that alone says nothing against it.
 *
 * @throws ApiError if the key is rejected for good
 */
export async function probeAdminKey({
  inputs,
  clients,
  clock,
  cancelled,
}: RunContext): Promise<void> {
  const deadline = clock.now() + BEST_EFFORT_MS
  const budget: TimeBudget = { clock, cancelled, deadline, requestMs: BEST_EFFORT_MS }
  try {
    await projectsApi(clients.open(adminKeyOf(inputs), budget)).probe()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isScope = lacksScope(error.serverMessage)
    const isProjectKey = /^sk-(proj|svcacct)-/.test(inputs.adminKey)
    const isBad = error.stopsRun && (!isScope || isProjectKey)
    if (isBad || error.kind === 'cancelled') throw error
  }
}
