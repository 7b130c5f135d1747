import type { Exchange, ProxyFault } from '../../src/api/transport.ts'

/** An error as the API formats it. */
export const errorBody = (message: string | null, code: string | null = null) =>
  JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } })

/** A server's response. */
export const answer = (
  status: number,
  body = '',
  headers: Record<string, string> = {},
): Exchange => ({ type: 'answer', status, headers, body })

/** A connection failure, before or after the request was sent. */
export const failure = (
  sent: boolean,
  code?: string,
  message = 'it broke',
  requestId: string | null = null,
): Exchange => ({
  type: 'failure',
  sent,
  requestId,
  error: Object.assign(new Error(message), code === undefined ? {} : { code }),
})

/** A connection through a proxy that failed. */
export const proxyFault = (
  status: ProxyFault['status'],
  code?: string,
  message?: string,
): Exchange => {
  const fault = failure(false, code, message)
  return { ...fault, proxy: { host: 'proxy.example:3128', status } } as Exchange
}
