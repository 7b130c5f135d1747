import type { CallOptions } from '../../../src/api/call.ts'
import { ApiError, type ApiErrorDetails, cancelledError } from '../../../src/api/errors.ts'
import type { Permission, PermissionsApi } from '../../../src/api/permissions.ts'
import type { Project } from '../../../src/api/projects.ts'
import { type ApplyContext, applyPlans } from '../../../src/sharing/applying/apply.ts'
import { ApplyState } from '../../../src/sharing/applying/apply-state.ts'
import type { SharingEvent } from '../../../src/sharing/events.ts'
import { createProjectLookup } from '../../../src/sharing/project-lookup.ts'
import type { CheckpointPlan, Row } from '../../../src/sharing/types.ts'
import { CHECKPOINT, planOf } from '../../support/fixtures.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

/** The result of a call, normal by default. */
export interface StubResult {
  /** Thrown instead of a response. */
  error?: Error
  /** The projects that are granted access; by default all, or none with an error. */
  granted?: readonly string[]
  /** The projects that the response lists. */
  listed?: readonly string[]
  /** Whether a permission is deleted, and whether the response says so. */
  removed?: boolean
  deleted?: boolean
  /** Called before anything else. */
  onCall?: () => void
  /** The seconds that a write takes. */
  takes?: number
  /** The seconds that a call waits after a fault before it is sent, unless the run stops. */
  waits?: number
}

/** The error of a write that might have been applied. */
export const ambiguousError = (more: Partial<ApiErrorDetails> = {}) =>
  new ApiError({
    kind: 'ambiguous',
    operation: 'grant access',
    reason: 'no answer: reset',
    requestId: 'req_lost',
    attempts: 1,
    ...more,
  })

/** The error of a call that wasn't sent, because another one showed that none can succeed. */
export const UNSENT = new ApiError({ kind: 'unavailable', operation: 'call', reason: 'not sent' })

/** The problem of a row with this error. */
export const problem = ({ reason, hint, requestId }: ApiError, message = reason) => ({
  message,
  hint,
  requestId,
})

/** Rows to grant. */
export const rowsToGrant = (...ids: string[]): Partial<Row>[] =>
  ids.map(projectId => ({ projectId }))

/** A row of a permission to revoke, that `proj_x` holds. */
export const rowToRevoke = (permissionId: string): Partial<Row> => ({
  projectId: 'proj_x',
  permissionId,
  createdAt: 5,
  status: 'to-revoke',
  requested: false,
})

interface StubResults {
  posts?: StubResult[]
  deletes?: StubResult[]
  lists?: StubResult[]
  /** The result of every other list. */
  otherLists?: StubResult
  /** The result of every other POST. */
  otherPosts?: (projectIds: readonly string[]) => StubResult
  /** The result of every other DELETE. */
  otherDeletes?: (permissionId: string) => StubResult
  /** The existing permissions to revoke for CHECKPOINT. */
  held?: readonly string[]
  /** The organization's projects, or why they can't be listed. */
  projects?: readonly Project[] | ApiError
  seconds?: number
  draw?: number
}

/** Access that is kept in memory, and functions to apply plans to it in virtual time. */
export function setUp({
  posts = [],
  deletes = [],
  lists = [],
  held = [],
  ...more
}: StubResults = {}) {
  const {
    otherPosts = (): StubResult => ({}),
    otherDeletes = (): StubResult => ({}),
    projects = [],
    seconds = 600,
    draw = 1,
    otherLists = {},
  } = more
  const [nextPosts, nextDeletes, nextLists] = [[...posts], [...deletes], [...lists]]
  const clock = new VirtualClock()
  const start = clock.now()
  const step = new AbortController()
  const permissions = new Map<string, Permission[]>([
    [CHECKPOINT, held.map(id => ({ id, projectId: 'proj_x', createdAt: 5 }))],
  ])
  const at = (checkpointId: string) => permissions.get(checkpointId) ?? []
  const calls: string[] = []
  const times: number[] = []
  const events: SharingEvent[] = []
  const readsAfterCancel: number[] = []
  const patience: (number | undefined)[] = []
  const note = (call: string) => {
    calls.push(call)
    times.push((clock.now() - start) / 1000)
  }
  const short = (id: string) => (id === CHECKPOINT ? '' : ` of ${id}`)
  const wait = async ({ waits }: StubResult, { onProgress, signal }: CallOptions = {}) => {
    if (waits === undefined) return
    onProgress?.('fault')
    await clock.sleep(waits * 1000, signal).catch(() => Promise.reject(UNSENT))
  }

  const api: PermissionsApi = {
    async list(checkpointId, options) {
      note(`list${short(checkpointId)}`)
      patience.push(options?.patienceMs)
      const result = nextLists.shift() ?? otherLists
      const { onCall, error } = result
      onCall?.()
      await wait(result, options)
      if (error !== undefined) throw error
      options?.onProgress?.('response')
      return [...at(checkpointId)]
    },
    async create(checkpointId, projectIds, options) {
      if (step.signal.aborted) throw cancelledError('grant access', 0)
      note(`grant ${projectIds.join(' ')}${short(checkpointId)}`)
      const result = nextPosts.shift() ?? otherPosts(projectIds)
      result.onCall?.()
      await wait(result, options)
      if (result.takes !== undefined) await clock.sleep(result.takes * 1000)
      const done = result.granted ?? (result.error === undefined ? projectIds : [])
      const made = done.map(projectId => ({ id: `cp_${projectId}`, projectId, createdAt: 9 }))
      permissions.set(checkpointId, [...at(checkpointId), ...made])
      if (result.error !== undefined) throw result.error
      const listed = result.listed ?? projectIds
      options?.onProgress?.('response')
      const answer = at(checkpointId).filter(({ projectId }) => listed.includes(projectId))
      return { permissions: answer, requestId: `req_${calls.length}` }
    },
    async remove(checkpointId, permissionId, options) {
      note(`revoke ${permissionId}${short(checkpointId)}`)
      const result = nextDeletes.shift() ?? otherDeletes(permissionId)
      result.onCall?.()
      await wait(result, options)
      if (result.takes !== undefined) await clock.sleep(result.takes * 1000)
      if (result.removed ?? result.error === undefined) {
        permissions.set(
          checkpointId,
          at(checkpointId).filter(({ id }) => id !== permissionId),
        )
      }
      if (result.error !== undefined) throw result.error
      return { deleted: result.deleted ?? true, requestId: `req_${calls.length}` }
    },
  }
  const report = (event: SharingEvent) => void events.push(event)
  const organization = {
    async list() {
      calls.push('list projects')
      if (projects instanceof ApiError) throw projects
      return [...projects]
    },
    probe: async () => {},
  }
  const context: ApplyContext = {
    permissions: api,
    projectLookup: createProjectLookup(organization, report),
    budget: { clock, cancelled: step.signal, deadline: start + seconds * 1000 },
    random: () => draw,
    report,
    permissionsAfterCancel: () => ({
      ...api,
      list(checkpointId, options) {
        readsAfterCancel.push((options?.deadline ?? 0) - clock.now())
        return api.list(checkpointId, options)
      },
    }),
    state: new ApplyState(),
  }
  return {
    context,
    clock,
    calls,
    /** The seconds of the run at which permissions were listed, granted, and revoked. */
    times,
    /** The milliseconds that each list in a cancelled step gets. */
    readsAfterCancel,
    /** The milliseconds that each list gets for retries, if they are limited. */
    patience,
    events,
    /** The events of one type. */
    eventsOf: <Type extends SharingEvent['type']>(type: Type) =>
      events.filter((event): event is SharingEvent & { type: Type } => event.type === type),
    cancel: () => step.abort(),
    /** Applies plans and returns all rows. */
    run: async (...plans: CheckpointPlan[]) =>
      (await applyPlans(context, plans)).flatMap(({ rows }) => rows),
    /** Applies a plan for one checkpoint and returns the statuses of its rows. */
    statuses: async (...rows: Partial<Row>[]) =>
      (await applyPlans(context, [planOf(...rows)])).flatMap(plan =>
        plan.rows.map(({ status }) => status),
      ),
  }
}
