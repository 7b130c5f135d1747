import * as core from '@actions/core'
import OpenAI from 'openai'
import { DEFAULT_TOKEN_URL } from '../../src/api/base-url.ts'
import type { ServiceAccount } from '../../src/api/key.ts'
import { requestToken } from '../../src/api/token-request.ts'
import { type Clock, systemClock } from '../../src/common/clock.ts'
import { createServiceAccount } from '../../src/identity/service-account.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/defaults.ts'
import type { Api } from '../support/api.ts'
import { createFolders, removeFolder } from '../support/runner/folders.ts'
import { Lines } from '../support/runner/lines.ts'
import { takeProcess } from '../support/runner/run-from-source.ts'
import { PROVIDER, type TokenService } from '../support/token-service.ts'

/** The audience of GitHub's tokens by default. */
export const AUDIENCE = INPUT_DEFAULTS['identity-audience']

/** A service account of the project that owns the jobs. */
export const ACCOUNT = 'svcacct_train'

/** GitHub's token, requested as an action does with `@actions/core`, and what that printed. */
export async function requestWithCore(tokens: TokenService, audience: string = AUDIENCE) {
  const { root, workspace } = createFolders()
  const lines: string[] = []
  const stdout = new Lines(line => lines.push(line))
  // It's disposed of last, because Windows can't remove the folder that a process is in.
  using _folders = { [Symbol.dispose]: () => removeFolder(root) }
  using _process = takeProcess({ ...process.env, ...tokens.env }, workspace, stdout)
  const jwt = await core.getIDToken(audience)
  stdout.end()
  return { jwt, lines }
}

/** What the tests change about an official client. */
export interface OfficialOptions {
  account?: string
  audience?: string
  getToken?: () => Promise<string>
}

/**
 * The official client with workload identity, without retries. It has no option for the token URL,
 * so the requests to OpenAI's go to the tests' service.
 */
export function officialClient(
  { baseUrl }: Api,
  tokens: TokenService,
  { account = ACCOUNT, audience, getToken }: OfficialOptions = {},
): OpenAI {
  const tokenUrl = tokens.inputs['identity-token-url']
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: null,
    adminAPIKey: null,
    maxRetries: 0,
    logLevel: 'off',
    workloadIdentity: {
      identityProviderId: PROVIDER,
      serviceAccountId: account,
      provider: {
        tokenType: 'jwt',
        getToken: getToken ?? (async () => (await requestWithCore(tokens, audience)).jwt),
      },
    },
    fetch: (url, init) => {
      const target = String(url) === DEFAULT_TOKEN_URL ? tokenUrl : String(url)
      // A test must never reach a server of others.
      if (new URL(target).hostname !== '127.0.0.1') throw new Error(`Unexpected URL: ${target}`)
      return fetch(target, init)
    },
  })
}

/** What the tests change about our own service account. */
export interface OwnOptions {
  account?: string
  audience?: string
  clock?: Clock
  /** Called when an exchange is rejected. */
  onRejected?: () => void
}

/** Our own service account, with real requests. A retry is an error. */
export function ownAccount(
  tokens: TokenService,
  { account = ACCOUNT, audience = AUDIENCE, clock = systemClock, onRejected }: OwnOptions = {},
): ServiceAccount {
  const context = {
    clock,
    cancelled: new AbortController().signal,
    random: () => 0,
    proxyFor: () => ({ url: '', exceptions: '' }),
    onRetry: ({ reason }: { reason: string }) => {
      throw new Error(`No retry was expected: ${reason}`)
    },
  }
  return createServiceAccount(account, 'service-account-id', {
    provider: { id: PROVIDER, audience, tokenUrl: new URL(tokens.inputs['identity-token-url']) },
    runner: {
      url: new URL(tokens.env.ACTIONS_ID_TOKEN_REQUEST_URL ?? ''),
      token: tokens.requestToken,
    },
    clock,
    requestToken: request => requestToken(request, context),
    onToken: () => {},
    onRejected: () => onRejected?.(),
  })
}
