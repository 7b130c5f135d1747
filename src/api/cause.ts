import { codingsOf } from './content-coding.ts'
import { serverErrorOf } from './error-body.ts'
import { isQuotaExceeded, lacksScope } from './error-codes.ts'
import type { Exchange, HttpRequest, HttpResponse } from './transport.ts'

/**
 * The cause of an error, which its status alone doesn't show.
 * - `key`, `scope`: the key is invalid, or lacks a scope.
 * - `quota`, `account`, `archived`: the organization's billing, a deactivated account, or the
 *   archived project of the key.
 * - `host`, `path`: `base-url` is the host of another region, or has a wrong path.
 * - `route`: a write got a 404 for its path, although reads found it.
 * - `ip`, `region`: the runner's address or country isn't allowed.
 * - `firewall`, `compression`: something between the runner and the API.
 * - `identity`: a service account got no access token.
 * - `model-policy`, `missing`: a project may not use a model, or an object doesn't exist.
 */
export type ErrorCause =
  | 'key'
  | 'scope'
  | 'quota'
  | 'account'
  | 'archived'
  | 'host'
  | 'path'
  | 'route'
  | 'ip'
  | 'region'
  | 'firewall'
  | 'compression'
  | 'identity'
  | 'model-policy'
  | 'missing'

// No other call of the run can succeed.
const STOPPING: ReadonlySet<ErrorCause | null> = new Set([
  'key',
  'scope',
  'quota',
  'account',
  'archived',
  'host',
  'ip',
  'region',
  'identity',
])
// The API wasn't reached, but a firewall or gateway might let another request through.
const NOT_REACHED: ReadonlySet<ErrorCause | null> = new Set(['path', 'firewall', 'compression'])

/** Whether a rejection with this cause applies to all other calls, too. */
export function concernsAllCalls(cause: ErrorCause | null): boolean {
  return STOPPING.has(cause)
}

/** Whether a rejection with this cause didn't come from the API, so access is unknown. */
export function comesFromElsewhere(cause: ErrorCause | null): boolean {
  return NOT_REACHED.has(cause)
}

// Wordings that OpenAI and gateways were seen to use.
const REGION = /country, region,? or territory not supported|unsupported_country/i
const HOST = /make your request to \S/i
const IP = /\bIP\b.*(not (currently )?|un)(authori[sz]ed|allowed|allow-?listed)|\bIP allow ?list/is
const ACCOUNT = /\b(account|organization|user)\b.*\b(deactivated|disabled|suspended|terminated)\b/is
const ARCHIVED = /\bproject\b.*\barchived\b|\barchived project\b/is
const KEY = /\b(keys?|tokens?|credentials?)\b|\bauthenticat/i
const POLICY = /does not have access to (the )?model/i
const MISSING = /not exist|not found|no such/i
// Messages about the path, and "not found" messages that don't name an object.
const PATH =
  /^(invalid url\b|unknown (url|request url|path|route|endpoint)\b|cannot (get|post|delete) \/|no route\b|404\b)|^(the )?((requested )?(resource|page|url|path|route|endpoint) )?(was )?not found\W*$/i
const ACCOUNT_CODES =
  /^(account|organization|user)_(deactivated|disabled|suspended)$|^access_terminated$/

/** The cause of a response's error; null if it's unclear. */
export function causeOf(
  exchange: Exchange,
  method: HttpRequest['method'] = 'GET',
): ErrorCause | null {
  if (exchange.type === 'failure') return null
  const { status } = exchange
  if (status === 403 && isHtml(exchange)) return 'firewall'
  if (codingsOf(exchange.headers) !== null) return 'compression'
  // The message of a failing server isn't reliable.
  if (status >= 500 || status === 408) return null
  const error = serverErrorOf(exchange)
  const text = error.message ?? ''
  const codes = [error.code, error.type]
  const has = (code: string) => codes.includes(code)
  if (codes.some(code => ACCOUNT_CODES.test(code ?? ''))) return 'account'
  if (isQuotaExceeded(error)) return 'quota'
  if (status === 429) return null
  if (has('unsupported_country_region_territory') || REGION.test(text)) return 'region'
  if (has('incorrect_hostname') || HOST.test(text)) return 'host'
  if (has('invalid_api_key')) return 'key'
  if (lacksScope(text)) return 'scope'
  if ((status === 401 || status === 403) && IP.test(text)) return 'ip'
  if (status === 401) return causeOf401(text)
  if (POLICY.test(text)) return 'model-policy'
  if (status === 404) return causeOf404(exchange, method)
  // If a write finds something missing, it's a project: the checkpoint was listed before.
  const isMissing = method === 'GET' && [400, 403].includes(status) && MISSING.test(text)
  return isMissing ? 'missing' : null
}

function causeOf401(text: string): ErrorCause | null {
  if (ARCHIVED.test(text)) return 'archived'
  if (ACCOUNT.test(text)) return 'account'
  return KEY.test(text) ? 'key' : null
}

function causeOf404(response: HttpResponse, method: HttpRequest['method']): ErrorCause | null {
  const { message, code, type } = serverErrorOf(response)
  const isPath =
    isHtml(response) ||
    code === 'unknown_url' ||
    type === 'unknown_url' ||
    PATH.test((message ?? response.body).trim())
  if (isPath) return method === 'GET' ? 'path' : 'route'
  return method === 'GET' && message !== null && message !== '' ? 'missing' : null
}

function isHtml(response: HttpResponse): boolean {
  // A gateway may label JSON as HTML.
  if (serverErrorOf(response).message !== null) return false
  const type = response.headers['content-type'] ?? ''
  return (
    /^text\/html\b/i.test(type) ||
    /^\s*<(!doctype html|html|head|body|title|h1)\b/i.test(response.body)
  )
}
