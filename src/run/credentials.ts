import pLimit from 'p-limit'
import { ApiError } from '../api/errors.ts'
import type { Credential, ServiceAccount } from '../api/key.ts'
import { requestToken, type TokenRequest, type TokenResponse } from '../api/token-request.ts'
import type { Clock } from '../common/clock.ts'
import type { TokenContext } from '../identity/token-context.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { readProxy } from '../inputs/network.ts'
import type { Env } from '../inputs/raw-inputs.ts'
import { logClaims } from '../report/identity-lines.ts'
import type { ReportContext } from '../report/report.ts'
import { mask } from '../report/runner.ts'
import { MAX_CONCURRENT } from '../sharing/concurrency.ts'

/** What credentials need from outside. */
export interface CredentialDeps {
  inputs: Inputs
  env: Env
  reportContext: ReportContext
  clock: Clock
  /** Returns a number from 0 up to but not including 1. */
  random: () => number
  /** Aborts when the step is cancelled, or the run no longer needs tokens. */
  until: AbortSignal
}

/** What authorizes a run's requests with project keys, or service accounts in place of them. */
export class Credentials {
  readonly #deps: CredentialDeps
  readonly #accounts = new Map<string, ServiceAccount>()
  #tokens: TokenContext | null = null

  constructor(deps: CredentialDeps) {
    this.#deps = deps
  }

  /** For reading fine-tuning jobs. */
  async forJobs(): Promise<Credential> {
    const { apiKey, serviceAccountId } = this.#deps.inputs
    if (serviceAccountId === null) return { value: apiKey, input: 'api-key' }
    return this.#account(serviceAccountId, 'service-account-id')
  }

  /** For verifying that projects can use models, by project. */
  async forVerifying(): Promise<Map<string, Credential>> {
    const { verifyKeys, verifyServiceAccounts } = this.#deps.inputs
    const credentials = new Map<string, Credential>()
    for (const [projectId, value] of verifyKeys) {
      credentials.set(projectId, { value, input: 'verify-keys' })
    }
    for (const [projectId, id] of verifyServiceAccounts) {
      credentials.set(projectId, await this.#account(id, 'verify-service-accounts'))
    }
    return credentials
  }

  /** A service account; its tokens are shared by all its uses. */
  async #account(id: string, input: ServiceAccount['input']): Promise<ServiceAccount> {
    const known = this.#accounts.get(id)
    if (known !== undefined) return { ...known, input }
    // Loaded here, so runs without service accounts don't pay for it.
    const { createServiceAccount } = await import('../identity/service-account.ts')
    this.#tokens ??= createTokenContext(this.#deps)
    const account = createServiceAccount(id, input, this.#tokens)
    this.#accounts.set(id, account)
    return account
  }
}

function createTokenContext(deps: CredentialDeps): TokenContext {
  const { inputs, env, reportContext, clock, random, until } = deps
  const { identityProvider: provider, runnerTokens: runner } = inputs
  const { log, sanitizer } = reportContext
  if (provider === null || runner === null) throw new TypeError('the inputs were not checked')
  const requestContext = {
    // The proxy was checked with the inputs.
    proxyFor: (url: URL) => readProxy(env, url, () => {}),
    clock,
    cancelled: until,
    random,
    onRetry: log.retry,
  }
  const limit = pLimit(MAX_CONCURRENT)
  let outage: ApiError | null = null
  let hasClaims = false

  async function request<T>(tokenRequest: TokenRequest<T>): Promise<TokenResponse<T>> {
    // Every account would wait as long for the same.
    if (outage !== null) throw outage
    try {
      return await requestToken(tokenRequest, requestContext)
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'unavailable') outage = error
      throw error
    }
  }

  return {
    provider,
    runner,
    clock,
    requestToken: tokenRequest => limit(() => request(tokenRequest)),
    onToken: token => {
      for (const secret of sanitizer.hideToken(token)) mask(secret)
    },
    onRejected: (serviceAccountId, { shown }) => {
      // They're the same for every account.
      if (!hasClaims) logClaims(serviceAccountId, shown, log)
      hasClaims = true
    },
  }
}
