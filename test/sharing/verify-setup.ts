import { ApiError, type ApiErrorDetails } from '../../src/api/errors.ts'
import type { ModelPolicy } from '../../src/api/model-policy.ts'
import type { Model, ModelsApi } from '../../src/api/models.ts'
import type { Row } from '../../src/sharing/types.ts'
import { type Verification, type VerifyPause, verifyModels } from '../../src/sharing/verify.ts'
import { ROW } from '../support/fixtures.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const NEVER = Number.POSITIVE_INFINITY

/** A model as seen by a key that can use it. */
export const MODEL: Model = { ownedBy: 'acme', shutdownDate: null }

/** The error for a key that doesn't see the model. */
export const notVisible = (details: Partial<ApiErrorDetails> = {}) =>
  new ApiError({
    kind: 'refused',
    operation: 'retrieve the model',
    reason: 'the API answered 404: no such model',
    status: 404,
    requestId: 'req_1',
    ...details,
  })

const UNSENT = new ApiError({
  kind: 'unavailable',
  operation: 'retrieve the model',
  reason: 'no time left',
})

/** A row of a granted project. */
export const row = (projectId: string, checkpointId = 'ft:0', more: Partial<Row> = {}): Row => ({
  ...ROW,
  projectId,
  checkpointId,
  status: 'granted',
  ...more,
})

/**
 * Projects' keys, and for each model the second from which the key sees it.
 *
 * @param failure the error for a key that doesn't see the model
 * @param unsentFrom the second from which no time is left to send a request
 * @param firstTakes the seconds until the first response, after a fault that is retried
 */
export function setUp(
  keys: Record<string, Record<string, number>>,
  {
    seconds = 600,
    random = (): number => 0.5,
    failure = notVisible() as Error | ((modelId: string, second: number) => Error),
    policy = null as ModelPolicy | null,
    unsentFrom = NEVER,
    firstTakes = 0,
  } = {},
) {
  const clock = new VirtualClock()
  const start = clock.now()
  const second = () => (clock.now() - start) / 1000
  const step = new AbortController()
  const requests: { projectId: string; modelId: string; at: number }[] = []
  const verifications: Verification[] = []
  const pauses: VerifyPause[] = []
  const policyReads: { projectId: string; at: number }[] = []
  const modelsOf = (projectId: string, models: Record<string, number>): ModelsApi => ({
    async get(modelId, { onProgress } = {}) {
      if (second() >= unsentFrom) throw UNSENT
      requests.push({ projectId, modelId, at: second() })
      if (firstTakes > 0 && requests.length === 1) {
        onProgress?.('fault')
        await clock.sleep(firstTakes * 1000)
      }
      if (second() >= (models[modelId] ?? NEVER)) return MODEL
      throw failure instanceof Error ? failure : failure(modelId, second())
    },
  })
  const entries = Object.entries(keys).map(([id, models]) => [id, modelsOf(id, models)] as const)
  const context = {
    models: new Map(entries),
    budget: { clock, cancelled: step.signal, deadline: start + seconds * 1000 },
    random,
    report: (verification: Verification) => void verifications.push(verification),
    readPolicy: async (projectId: string) => {
      policyReads.push({ projectId, at: second() })
      return policy
    },
    waiting: (pause: VerifyPause) => void pauses.push(pause),
  }
  const run = (rows: Row[]) => verifyModels(context, rows)
  return {
    clock,
    second,
    run,
    requests,
    verifications,
    pauses,
    policyReads,
    cancel: () => step.abort(),
  }
}
