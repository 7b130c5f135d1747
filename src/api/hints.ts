import { serverError } from './error-body.ts'
import { isCertificateFault, isQuotaExceeded, lacksScope } from './error-codes.ts'
import type { Key } from './key.ts'
import type { Exchange, HttpRequest, ProxyFault } from './transport.ts'

const PROJECT_KEY = /^sk-(proj|svcacct)-/
const ADMIN_KEY = /^sk-admin-/

/** A failed exchange, and what was sent. */
export interface HintInput {
  exchange: Exchange
  key: Key
  method: HttpRequest['method']
  /** What the call was to do, in the infinitive. */
  operation: string
}

/**
 * What to do about a failed exchange, null where nothing certain is known. Key prefixes and
 * messages are those that OpenAI's API shows; a prefix is a hint and never a reason to refuse.
 */
export function hintFor({ exchange, key, method, operation }: HintInput): string | null {
  if (exchange.type === 'failure') return connectionHint(exchange)
  const { status } = exchange
  const error = serverError(exchange.body)
  const { message, code } = error
  const text = message ?? ''
  // What a write does not find is one of its projects: the checkpoint was listed before.
  if (method === 'GET' && isAboutMissing(status, text)) return missingHint(key, operation)
  if (status === 401 || status === 403) return keyHint(status, key, text, code)
  if (status === 429 && isQuotaExceeded(error)) {
    return 'the organization is out of credit or over its limit: see its billing settings; waiting does not help'
  }
  return null
}

function keyHint(status: number, { value, input }: Key, message: string, code: string | null) {
  if (input === 'admin-key' && PROJECT_KEY.test(value)) {
    return 'admin-key holds a project key; sharing needs an admin key (sk-admin-…), which an organization owner makes'
  }
  if (input !== 'admin-key' && ADMIN_KEY.test(value)) {
    return `${input} holds an admin key; jobs and models are read with a project's key (sk-proj-…)`
  }
  if (lacksScope(message)) {
    const scope = /api\.[a-z_.]+/.exec(message)?.[0].replace(/\.$/, '')
    return `${input} is valid but lacks ${scope === undefined ? 'a permission' : `the scope ${scope}`}; make ${input === 'admin-key' ? 'an admin key' : 'a key'} that has it`
  }
  if (code === 'invalid_api_key' || status === 401) {
    return `${input} is not a valid key of this API: it may be mistyped, revoked or expired; store a new one in the secret`
  }
  return `${input} may not do this; an organization owner can say which key may`
}

function missingHint({ input }: Key, operation: string): string | null {
  if (input === 'admin-key' && !operation.startsWith('list the permissions')) return null
  if (input === 'admin-key') {
    return 'the ID of a checkpoint names the organization it belongs to: check that it is spelled right, and that admin-key is of that organization'
  }
  return input === 'api-key'
    ? 'a key sees the jobs of its own project only: check the ID of the job, and that api-key belongs to the project that trains'
    : null
}

function isAboutMissing(status: number, message: string): boolean {
  return status === 404 || ([400, 403].includes(status) && /not exist|not found/i.test(message))
}

function connectionHint({ error, proxy }: { error: { code?: string }; proxy?: ProxyFault }) {
  if (isCertificateFault(error)) {
    const whose = `base-url${proxy === undefined ? '' : ', or that of the proxy,'}`
    return `the certificate of ${whose} does not verify; for a private authority set NODE_EXTRA_CA_CERTS to its certificate`
  }
  if (proxy !== undefined) return proxyHint(proxy)
  if (error.code === 'ENOTFOUND' || error.code === 'ECONNREFUSED') {
    return 'check base-url, and whether this runner needs HTTPS_PROXY'
  }
  return null
}

function proxyHint({ status }: ProxyFault): string {
  const past = 'if the host of base-url can be reached without it, add that to NO_PROXY'
  if (status === 407) return 'the proxy asks for another user name and password: see HTTPS_PROXY'
  return status === null || status >= 500
    ? `check HTTPS_PROXY, and that this proxy runs; ${past}`
    : `the proxy does not let this runner reach base-url: have it allowed there, or, ${past}`
}
