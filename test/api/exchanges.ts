import type { Exchange, ProxyFault } from '../../src/api/transport.ts'

/** An error in the form of the API. */
export const errorBody = (message: string | null, code: string | null = null) =>
  JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } })

/** An answer of a server. */
export const answer = (
  status: number,
  body = '',
  headers: Record<string, string> = {},
): Exchange => ({ type: 'answer', status, headers, body })

/** A failure on the way, before or after the request was sent. */
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

/** A connection through a proxy that was not made. */
export const proxyFault = (
  status: ProxyFault['status'],
  code?: string,
  message?: string,
): Exchange => {
  const fault = failure(false, code, message)
  return { ...fault, proxy: { host: 'proxy.example:3128', status } } as Exchange
}
