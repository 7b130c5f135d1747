import type { ServerResponse } from 'node:http'
import * as v from 'valibot'
import type { Retry } from '../../src/api/client.ts'
import type { ApiError } from '../../src/api/errors.ts'
import { requestToken, type TokenRequest } from '../../src/api/token-request.ts'
import { skippingClock } from './skipping-clock.ts'
import { startServer } from './transport-server.ts'

/** A response of a token service, or what it does instead. */
export type TokenReply =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | ((response: ServerResponse) => void)

/** A response with a token. */
export const TOKEN: TokenReply = { status: 200, body: { token: 'abc' } }

const send = (response: ServerResponse, reply: TokenReply) => {
  if (typeof reply === 'function') return reply(response)
  const { status, body = '', headers = {} } = reply
  response.writeHead(status, headers)
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/**
 * A token service that replies to the requests in order.
 *
 * @param random replaces the random number; with 1, a pause has its maximum length
 */
export async function startTokenService(
  replies: readonly TokenReply[],
  { random = 1, onRetry = () => {} }: { random?: number; onRetry?: (event: Retry) => void } = {},
) {
  const times: number[] = []
  const step = new AbortController()
  const { clock, start, second, pass } = skippingClock(step.signal)
  const retries: Retry[] = []
  const proxied: URL[] = []
  const server = await startServer(response => {
    times.push(second())
    // A request too many gets a final answer, which the test doesn't expect.
    send(response, replies[times.length - 1] ?? { status: 418 })
  })
  const request: TokenRequest<{ token: string }> = {
    method: 'GET',
    url: new URL(`http://${server.host}/token/it?a=1`),
    operation: 'get a token',
    server: 'The service',
    input: 'identity-token-url',
    schema: v.object({ token: v.string() }),
    rejection: status => ({ hint: `Fix the ${status}.`, summary: 'Rejected' }),
  }
  const ask = (more: Partial<typeof request> = {}) =>
    requestToken(
      { ...request, ...more },
      {
        clock,
        cancelled: step.signal,
        random: () => random,
        proxyFor(url) {
          proxied.push(url)
          return { url: '', exceptions: '' }
        },
        onRetry(retry) {
          retries.push(retry)
          onRetry(retry)
        },
      },
    )
  return {
    ...server,
    start,
    request,
    retries,
    proxied,
    /** The seconds at which requests arrived. */
    times,
    cancel: () => step.abort(),
    pass,
    ask,
    /** The error of a request that fails. */
    errorOf: (more?: Partial<typeof request>) =>
      ask(more).then(
        () => {
          throw new Error('the request was to fail')
        },
        (error: unknown) => error as ApiError,
      ),
    [Symbol.asyncDispose]: server[Symbol.asyncDispose],
  }
}
