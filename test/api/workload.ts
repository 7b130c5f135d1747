import * as v from 'valibot'
import type { Call } from '../../src/api/call.ts'
import { createClient } from '../../src/api/client.ts'
import { RateLimiter } from '../../src/api/rate-limit.ts'
import type { Exchange } from '../../src/api/transport.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import type { Admission, Limit } from './limits.ts'

const MINUTE_MS = 60_000

/** Calls to make, and how. Times are milliseconds. */
export interface Workload {
  /** One after another. The first call of each goes alone; the others start at its response. */
  phases: Call<number>[][]
  /** How many calls run at a time. */
  concurrency?: number
  /** How long a request takes from the client to its response. */
  latency?: number
  deadline?: number
  /** Shared by workloads that run at the same time. */
  clock?: VirtualClock
}

/** The result of a workload. Times are milliseconds since its start. */
export interface WorkloadResult {
  duration: number
  /** Requests that reached the server. */
  requests: { at: number; route: string; isRefused: boolean }[]
  failedCalls: number
  refused: number
  /** The share of the requests after the first minute that were rejected. */
  refusedLater: number
}

const times = <T>(count: number, create: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => create(index))

/** One call for each of this many checkpoints: the first phase lists, the second one grants. */
export function callsTo(checkpoints: number, ...methods: Call<number>['method'][]) {
  return methods.map(method =>
    times(checkpoints, (index): Call<number> => {
      const path = `/fine_tuning/checkpoints/ft%3Agpt%3Aacme%3A%3A${index}/permissions`
      return { operation: `${method} ${path}`, method, path, schema: v.number() }
    }),
  )
}

/** Runs a workload with the real client against a server that has that limit, in virtual time. */
export async function runWorkload(
  workload: Workload,
  limit: Limit,
  seed: number,
): Promise<WorkloadResult> {
  const { phases, concurrency = 6, latency = 100, deadline = 30 * MINUTE_MS } = workload
  const { clock = new VirtualClock() } = workload
  const start = clock.now()
  const random = new SeededRandom(seed).next
  const requests: WorkloadResult['requests'] = []
  let response = Promise.withResolvers<void>()
  const client = createClient({
    transport: {
      async exchange({ method, path }) {
        await clock.sleep(latency / 2)
        const at = clock.now() - start
        const route = `${method} ${path.replace(/ft%3A[^/]+/, '{id}')}`
        const admission = limit.admit(at, route)
        requests.push({ at, route, isRefused: admission !== 'ok' })
        await clock.sleep(latency / 2)
        response.resolve()
        return exchangeOf(admission)
      },
      close: async () => {},
    },
    credential: { value: 'sk-admin-0123456789', input: 'admin-key' },
    budget: { clock, deadline: start + deadline, cancelled: new AbortController().signal },
    random,
    onRetry: () => {},
    limiter: new RateLimiter(random),
  })

  let failedCalls = 0
  for (const phase of phases) {
    response = Promise.withResolvers()
    const calls = phase.values()
    const worker = async () => {
      for (const call of calls) await client.call(call).catch(() => failedCalls++)
    }
    const first = worker()
    // A call that fails before it is sent gets no response.
    await Promise.race([first, response.promise])
    await Promise.all([first, ...times(concurrency - 1, worker)])
  }
  const later = requests.filter(({ at }) => at > MINUTE_MS)
  const refusedOf = (some: typeof requests) => some.filter(({ isRefused }) => isRefused).length
  return {
    duration: clock.now() - start,
    requests,
    failedCalls,
    refused: refusedOf(requests),
    refusedLater: refusedOf(later) / Math.max(1, later.length),
  }
}

function exchangeOf(admission: Admission): Exchange {
  if (admission === 'ok') return { type: 'answer', status: 200, headers: {}, body: '7' }
  const { retryAfter } = admission
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` }
  return { type: 'answer', status: 429, headers, body: '' }
}
