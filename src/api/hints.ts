import { serverError } from './answer.ts'
import type { Exchange, HttpRequest } from './transport.ts'

const PROJECT_KEY = /^sk-(proj|svcacct)-/

/** A failed exchange, and what was sent. */
export interface Hinting {
  exchange: Exchange
  key: string
  method: HttpRequest['method']
}

/**
 * What to do about a failed exchange, null where nothing certain is known. Key prefixes and
 * messages are those that OpenAI's API shows; a prefix is a hint and never a reason to refuse.
 */
export function hintFor({ exchange, key, method }: Hinting): string | null {
  if (exchange.type === 'failure') return connectionHint(exchange.error)
  const { message, code } = serverError(exchange.body)
  const text = message ?? ''
  // What a write does not find is one of its projects: the checkpoint was listed before.
  if (method === 'GET' && isAboutCheckpoint(exchange.status, text)) {
    return 'the ID of a checkpoint names the organization it belongs to: check that it is spelled right, and that admin-key is of that organization'
  }
  switch (exchange.status) {
    case 401:
    case 403:
      if (PROJECT_KEY.test(key)) {
        return 'admin-key holds a project key; sharing needs an admin key (sk-admin-…), which an organization owner makes'
      }
      if (/missing scopes/i.test(text)) {
        const scope = /api\.[a-z_.]+/.exec(text)?.[0].replace(/\.$/, '')
        return `admin-key is valid but lacks ${scope === undefined ? 'a permission' : `the scope ${scope}`}; make an admin key that has it`
      }
      if (code === 'invalid_api_key' || exchange.status === 401) {
        return 'admin-key is not a valid key of this API: it may be mistyped, revoked or expired; store a new admin key in the secret'
      }
      return 'admin-key may not do this; an organization owner can say which key may'
    case 429:
      return code === 'insufficient_quota' || code === 'credit_balance_exhausted'
        ? 'the organization is out of credit or over its limit: see its billing settings; waiting does not help'
        : null
    default:
      return null
  }
}

function isAboutCheckpoint(status: number, message: string): boolean {
  return status === 404 || ([400, 403].includes(status) && /not exist|not found/i.test(message))
}

function connectionHint({ code = '' }: { code?: string }): string | null {
  if (/CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) {
    return 'the certificate of base-url does not verify; for a private authority set NODE_EXTRA_CA_CERTS to its certificate'
  }
  if (code === 'ENOTFOUND' || code === 'ECONNREFUSED') {
    return 'check base-url, and whether this runner needs HTTPS_PROXY'
  }
  return null
}
