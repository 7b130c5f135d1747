import { Agent, request } from 'node:http'
import OpenAI from 'openai'
import type { Limit } from '../../test/api/limits.ts'
import { startApi } from '../../test/support/api.ts'
import type { RequestCase } from '../../test/support/request-cases.ts'
import { VirtualClock } from '../../test/support/virtual-clock.ts'
import { grant } from './baselines/grant.ts'
import { type SimulatedRun, sharedCount, Throttle } from './throttle.ts'

/** Retries until the API accepts the request. */
export const ENDLESS = Number.MAX_SAFE_INTEGER

/** How to run the official package. */
export interface ClientOptions {
  limit: Limit
  maxRetries: number
  /** When the script is stopped, in milliseconds after its start. */
  timeoutMs: number
  random: () => number
}

/** Runs the official package under a rate limit, on a clock that advances while it waits. */
export async function runClient(
  example: RequestCase,
  { limit, maxRetries, timeoutMs, random }: ClientOptions,
): Promise<SimulatedRun> {
  let inFlight = 0
  const clock = new VirtualClock(undefined, () => inFlight > 0)
  const throttle = new Throttle(limit, () => clock.now())
  await using api = await startApi({ ...example.setup, interfere: throttle.interfere })
  const agent = new Agent({ keepAlive: true })
  const started = clock.now()
  using _ = useVirtualTime(clock, random)
  const client = new OpenAI({
    adminAPIKey: api.adminKey,
    apiKey: null,
    baseURL: api.baseUrl,
    maxRetries,
    logLevel: 'off',
    fetch: async (url, init) => {
      if (clock.now() >= started + timeoutMs) return stopResponse()
      inFlight++
      return send(agent, String(url), init).finally(() => inFlight--)
    },
  })
  try {
    for (const checkpoint of example.checkpoints) {
      await grant(client, checkpoint, example.projects)
    }
  } catch (error) {
    if (!(error instanceof OpenAI.RateLimitError)) throw error
  } finally {
    agent.destroy()
  }
  return {
    milliseconds: clock.now() - started,
    rejected: throttle.rejected,
    rejectedLater: throttle.rejectedLater,
    shared: sharedCount(api, example),
  }
}

/** A response that the package doesn't retry, whatever `maxRetries` is. */
const stopResponse = () =>
  new Response(null, { status: 429, headers: { 'x-should-retry': 'false' } })

/** Makes the package's timers use a clock, and its jitter a seed, until it is disposed of. */
function useVirtualTime(clock: VirtualClock, random: () => number): Disposable {
  const { setTimeout, clearTimeout } = globalThis
  const { random: originalRandom } = Math
  const virtual = (action: () => void, milliseconds = 0) => {
    const timer = new AbortController()
    clock.sleep(milliseconds, timer.signal).then(action, () => {})
    return timer
  }
  const clear = (timer: unknown) => {
    if (timer instanceof AbortController) timer.abort()
    else clearTimeout(timer as NodeJS.Timeout)
  }
  Object.assign(globalThis, { setTimeout: virtual, clearTimeout: clear })
  Math.random = random
  return {
    [Symbol.dispose]() {
      Object.assign(globalThis, { setTimeout, clearTimeout })
      Math.random = originalRandom
    },
  }
}

/** The same as `fetch`, but without global timers. */
function send(agent: Agent, url: string, init: RequestInit = {}): Promise<Response> {
  const { method = 'GET', body } = init
  const headers = Object.fromEntries(new Headers(init.headers))
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        const received = Object.entries(answer.headers).map(([name, value]) => [name, `${value}`])
        const body = Buffer.concat(chunks)
        resolve(new Response(body, { status, headers: Object.fromEntries(received) }))
      })
    })
    sent.on('error', reject)
    sent.end(body as string | undefined)
  })
}
