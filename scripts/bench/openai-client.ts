import { Agent, request } from 'node:http'
import OpenAI from 'openai'
import { startApi } from '../../test/support/api.ts'
import type { RequestCase } from '../../test/support/request-cases.ts'
import { VirtualClock } from '../../test/support/virtual-clock.ts'
import { grant } from './baselines/grant.ts'
import { TokenBucket } from './bucket.ts'

/** The result of a run of the official package. */
export interface ClientRun {
  milliseconds: number
  bucket: TokenBucket
  /** The number of checkpoints it shared before it gave up, or all of them. */
  shared: number
}

/** Runs the official package under the rate limit, on a clock that advances while it waits. */
export async function runClient(
  { checkpoints, projects, setup }: RequestCase,
  maxRetries: number,
): Promise<ClientRun> {
  let inFlight = 0
  const clock = new VirtualClock(undefined, () => inFlight > 0)
  const bucket = new TokenBucket(() => clock.now())
  await using api = await startApi({ ...setup, interfere: bucket.interfere })
  const agent = new Agent({ keepAlive: true })
  const started = clock.now()
  let shared = 0
  using _ = useVirtualTimers(clock)
  const client = new OpenAI({
    adminAPIKey: api.adminKey,
    apiKey: null,
    baseURL: api.baseUrl,
    maxRetries,
    logLevel: 'off',
    fetch: async (url, init) => {
      inFlight++
      return send(agent, String(url), init).finally(() => inFlight--)
    },
  })
  try {
    for (const checkpoint of checkpoints) {
      await grant(client, checkpoint, projects)
      shared++
    }
  } catch (error) {
    if (!(error instanceof OpenAI.RateLimitError)) throw error
  } finally {
    agent.destroy()
  }
  return { milliseconds: clock.now() - started, bucket, shared }
}

/** Makes global timers, which the package waits with, use a clock until it is disposed of. */
function useVirtualTimers(clock: VirtualClock): Disposable {
  const { setTimeout, clearTimeout } = globalThis
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
  return { [Symbol.dispose]: () => Object.assign(globalThis, { setTimeout, clearTimeout }) }
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
        const type = { 'content-type': 'application/json' }
        resolve(new Response(Buffer.concat(chunks), { status, headers: type }))
      })
    })
    sent.on('error', reject)
    sent.end(body as string | undefined)
  })
}
