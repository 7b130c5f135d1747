import { serverError } from './error-body.ts'
import { isCertificateFault, isQuotaExceeded, lacksScope, sizeLimitMessage } from './error-codes.ts'
import type { Key } from './key.ts'
import type { Exchange } from './transport.ts'

const PROJECT_KEY = /^sk-(proj|svcacct)-/
const ADMIN_KEY = /^sk-admin-/
// A 401 that another key of the same organization would get, too.
const NOT_ABOUT_KEY = /hostname|api\.openai\.com|\bIP\b|deactivated|archived|country|region/i

/** A failed exchange, and what is known around it. */
export interface SummaryInput {
  exchange: Exchange
  key: Key
  /** Whether a read was answered with something that doesn't fit the API's schema. */
  isUnreadable: boolean
  /** Whether any call of the run got an answer before. */
  wasReached: boolean
}

/** The cause of a failed exchange, as a clause for a headline: none of the server's own words. */
export function failureSummary({ exchange, key, isUnreadable, wasReached }: SummaryInput): string {
  if (exchange.type === 'failure') {
    const { error, sent, proxy } = exchange
    if (sizeLimitMessage(error) !== null) return "The API's response was too large"
    if (isCertificateFault(error)) return "Couldn't verify the API's certificate"
    if (wasReached) return 'Lost the connection to the API'
    if (proxy !== undefined) return "Couldn't reach the API through the proxy"
    return sent ? "The API didn't answer" : "Couldn't reach the API"
  }
  if (isUnreadable) return "Couldn't read the API's response"
  const { status } = exchange
  const error = serverError(exchange.body)
  if (status === 429) {
    return isQuotaExceeded(error) ? 'The organization is out of credit' : 'Rate limited'
  }
  if (status === 401 || status === 403) return rejectionSummary(status, key, error)
  return status >= 500 ? `The API returned ${status}` : `The API rejected the request (${status})`
}

function rejectionSummary(
  status: 401 | 403,
  { value, input }: Key,
  { message, code }: { message: string | null; code: string | null },
): string {
  const isScope = lacksScope(message)
  if (status === 401 || isScope) {
    if (input === 'admin-key' && PROJECT_KEY.test(value)) return "admin-key isn't an admin key"
    if (input !== 'admin-key' && ADMIN_KEY.test(value)) return `${input} isn't a project key`
  }
  if (isScope) return `${input} lacks a scope`
  const isAboutKey = status === 401 && !NOT_ABOUT_KEY.test(`${code} ${message}`)
  return isAboutKey ? `OpenAI rejected ${input} (401)` : `The API rejected the request (${status})`
}
