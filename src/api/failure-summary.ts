import { causeOf, type ErrorCause } from './cause.ts'
import { isCertificateFault, sizeLimitMessage } from './error-codes.ts'
import { isWrongKind, type Key } from './key.ts'
import type { Exchange, HttpRequest } from './transport.ts'

/** A failed exchange and its context. */
export interface SummaryInput {
  exchange: Exchange
  method: HttpRequest['method']
  key: Key
  /** Whether the response to a read doesn't match the API schema. */
  isUnreadable: boolean
  /** Whether any call of the run received a response before. */
  wasReached: boolean
}

/** The cause of a failed exchange as a clause for a headline, without text from the server. */
export function failureSummary({
  exchange,
  method,
  key,
  isUnreadable,
  wasReached,
}: SummaryInput): string {
  if (exchange.type === 'failure') {
    const { error, sent, proxy } = exchange
    if (sizeLimitMessage(error) !== null) return "The API's response was too large"
    if (isCertificateFault(error)) return "Couldn't verify the API's certificate"
    if (wasReached) return 'Lost the connection to the API'
    if (proxy !== undefined) return "Couldn't reach the API through the proxy"
    return sent ? "The API didn't respond" : "Couldn't reach the API"
  }
  const { status } = exchange
  const cause = causeOf(exchange, method)
  if (cause === 'key' || cause === 'scope') return keySummary(cause, status, key)
  if (cause === 'archived') return `The project of ${key.input} is archived`
  const summary = cause === null ? undefined : SUMMARIES[cause]
  if (summary !== undefined) return summary
  if (isUnreadable) return "Couldn't read the API's response"
  if (status === 429) return 'Rate limited'
  return status >= 500 ? `The API returned ${status}` : `The API rejected the request (${status})`
}

const SUMMARIES: Partial<Record<ErrorCause, string>> = {
  quota: 'The organization is out of credit',
  account: 'The account or organization is deactivated',
  host: "base-url isn't the host of the project's region",
  path: "base-url doesn't point to the API",
  route: "base-url doesn't point to the API",
  ip: "The runner's IP address isn't allowed",
  region: "The API doesn't support the runner's country",
  firewall: 'A firewall or proxy blocked the API',
  compression: "The API's response was compressed",
}

function keySummary(cause: 'key' | 'scope', status: number, key: Key): string {
  const { input } = key
  if (isWrongKind(key))
    return `${input} isn't ${input === 'admin-key' ? 'an admin' : 'a project'} key`
  return cause === 'scope' ? `${input} lacks a scope` : `OpenAI rejected ${input} (${status})`
}
