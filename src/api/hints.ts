import { causeOf, type ErrorCause } from './cause.ts'
import { serverErrorOf } from './error-body.ts'
import { isCertificateFault } from './error-codes.ts'
import { isAccount, isWrongKind, type Key } from './key.ts'
import type { Exchange, HttpRequest, ProxyFault } from './transport.ts'

// Only OpenAI's regional hosts are suggested, because keys are sent to base-url.
const REGIONAL_HOST = /(?<![\w.-])[a-z]{2,4}\.api\.openai\.com(?![\w-]|\.\w)/

// If a host doesn't respond, its name may be wrong, or a proxy may be required.
const UNREACHABLE: ReadonlySet<string | undefined> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** A failed exchange and its request. */
export interface HintInput {
  exchange: Exchange
  key: Key
  method: HttpRequest['method']
  /** What the call was for, as an infinitive. */
  operation: string
}

/**
 * The fix for a failed exchange; null if its cause is unclear. Key prefixes and messages are those
 * of OpenAI's API.
 */
export function hintFor({ exchange, key, method, operation }: HintInput): string | null {
  if (exchange.type === 'failure') return connectionHint(exchange, 'base-url')
  const { status } = exchange
  if (status >= 500 && /\bftckpt_/.test(operation)) {
    return "Use the checkpoint's fine_tuned_model_checkpoint (ft:…). The API fails for the ID of a checkpoint object (ftckpt_…)."
  }
  const cause = causeOf(exchange, method)
  const isAboutKey = cause === null || cause === 'key' || cause === 'scope'
  const isKeyRejected = status === 401 || status === 403 || cause === 'key'
  const wrongKind = isAboutKey && isKeyRejected ? wrongKindHint(key) : null
  const text = serverErrorOf(exchange).message ?? ''
  return wrongKind ?? (cause === null ? null : hintOf(cause, key, operation, text))
}

/** The hint for a key whose prefix shows that it's for other endpoints. */
function wrongKindHint(key: Key): string | null {
  if (!isWrongKind(key)) return null
  return key.input === 'admin-key'
    ? 'Use an admin key (sk-admin-…), which an organization owner can create. admin-key holds a project key.'
    : `Use a project key (sk-proj-…), which can read jobs and models. ${key.input} holds an admin key.`
}

function hintOf(cause: ErrorCause, key: Key, operation: string, text: string): string | null {
  const { input } = key
  switch (cause) {
    case 'key':
      if (isAccount(input)) {
        return `Check that the service account in ${input} is active. OpenAI issued an access token for it, but the API rejected the token.`
      }
      return `Store a new key in the secret for ${input}. This one may be mistyped, revoked, or expired.`
    case 'scope':
      return scopeHint(input, text)
    case 'quota':
      return "Check the organization's billing settings and limits. It's out of credit or over a limit, so waiting doesn't help."
    case 'account':
      return 'Ask an organization owner to contact OpenAI. The account or organization is deactivated.'
    case 'archived':
      return `Use a ${isAccount(input) ? 'service account' : 'key'} of an active project in ${input}. The project of this one is archived.`
    case 'host': {
      const host = REGIONAL_HOST.exec(text)?.[0]
      return host === undefined
        ? "Set base-url to the host of the project's region, such as https://eu.api.openai.com/v1."
        : `Set base-url to https://${host}/v1.`
    }
    case 'path':
      return 'Check base-url. It usually ends with /v1 (on Azure, /openai/v1), without an endpoint after it.'
    case 'ip':
      return "Use a runner with a fixed IP address, and add that address to the organization's or project's IP allow list."
    case 'region':
      return 'Use a runner in a country that the API supports. If the runner uses HTTPS_PROXY, check where that proxy is.'
    case 'firewall':
      return 'Allow this runner to reach the host of base-url. A firewall or proxy on its network sent this page, not the API.'
    case 'compression':
      return 'Turn off compression in the gateway or proxy that serves base-url.'
    case 'model-policy':
      return "Allow the model in the project's limits. An organization can restrict which models a project may use."
    case 'missing':
      return missingHint(key, operation)
    case 'identity':
    case 'route':
      return null
  }
}

function scopeHint(input: Key['input'], text: string): string {
  const scope = /api\.[a-z_.]+/.exec(text)?.[0].replace(/\.$/, '')
  const needed = scope === undefined ? 'the missing scope' : `the scope ${scope}`
  if (isAccount(input)) return `Give the service account in ${input} ${needed}.`
  const kind = input === 'admin-key' ? 'an admin key' : 'a key'
  return `Create ${kind} that has ${needed}. ${input} is valid but lacks it. A key whose scopes were edited may keep failing.`
}

function missingHint({ input }: Key, operation: string): string | null {
  if (input === 'admin-key') {
    return operation.startsWith('list the permissions')
      ? 'Check the checkpoint ID. It contains the organization name, and admin-key must belong to that organization.'
      : null
  }
  return input === 'api-key' || input === 'service-account-id'
    ? `Check the job ID. ${input} must belong to the project that owns the job.`
    : null
}

/**
 * The hint for a connection that failed; null if the cause is unclear.
 *
 * @param input the input with the URL; null if the runner sets it
 */
export function connectionHint(
  { error, proxy }: { error: { code?: string }; proxy?: ProxyFault },
  input: 'base-url' | 'identity-token-url' | null,
): string | null {
  const server = input ?? "GitHub's token service"

  if (isCertificateFault(error)) {
    const whose =
      proxy === undefined ? `certificate of ${server}` : `certificates of ${server} and the proxy`
    return `Check the ${whose}. For a private certificate authority, set NODE_EXTRA_CA_CERTS to the file with its certificate.`
  }
  if (proxy !== undefined) return proxyHint(proxy, input === null ? server : `the host of ${input}`)
  if (!UNREACHABLE.has(error.code)) return null
  const check = input === null ? '' : `${input}, and `
  return `Check ${check}whether this runner needs HTTPS_PROXY.`
}

function proxyHint({ status }: ProxyFault, host: string): string {
  const bypass = `If ${host} is reachable without the proxy, add it to NO_PROXY.`
  if (status === 407) {
    return 'Check the user name and password in HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT).'
  }
  return status === null || status >= 500
    ? `Check HTTPS_PROXY and whether the proxy is running. ${bypass}`
    : `Configure the proxy to let this runner reach ${host}. ${bypass}`
}
