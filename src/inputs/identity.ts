import type { RunnerTokenService } from '../identity/settings.ts'
import { VERIFYING_MODES } from '../sharing/types.ts'
import { INPUT_DEFAULTS } from './defaults.ts'
import type { InputReader } from './input-reader.ts'
import type { IdentityInputs, Inputs } from './inputs.ts'
import { holdsKey, INVALID_URL, isLoopback, isPrivate, readProxy, readUrl } from './network.ts'
import type { Env } from './raw-inputs.ts'

/** Why a service account can't be used in this job. */
export const NO_ID_TOKEN =
  "needs a GitHub OIDC token, which this job can't request. Add `permissions: id-token: write` to the job. Pull requests from forks can't request one."

// A host may end with a dot.
const isOpenAi = ({ hostname }: URL) => /(^|\.)openai\.com\.?$/.test(hostname)
const isOpenAiApi = ({ hostname }: URL) => /(^|\.)api\.openai\.com$/.test(hostname)

/** Reads the inputs of service accounts. */
export function readIdentity(
  read: InputReader,
  env: Env,
  baseUrl: URL,
  verifyServiceAccounts: ReadonlyMap<string, string>,
): IdentityInputs {
  const serviceAccountId = read.id('service-account-id')
  const id = read.id('identity-provider-id')
  const identityInputs = { serviceAccountId, verifyServiceAccounts }
  if (serviceAccountId === null && verifyServiceAccounts.size === 0) {
    // Invalid lines have their own issues.
    if (id !== null && read.text('verify-service-accounts') === '') {
      read.addIssue(
        'identity-provider-id',
        'identity-provider-id is set, but no service account is. Set service-account-id or verify-service-accounts, or remove identity-provider-id.',
      )
    }
    return { ...identityInputs, identityProvider: null, runnerTokens: null }
  }
  if (id === null) {
    read.addIssue(
      'identity-provider-id',
      'identity-provider-id is empty. Set it to the OpenAI workload identity provider that trusts this repository.',
    )
  }
  const audience = read.text('identity-audience')
  if (holdsKey(audience, env)) {
    read.addIssue(
      'identity-audience',
      'identity-audience contains an API key. Remove it, and pass keys in admin-key or api-key.',
    )
  }
  const addIssue = (message: string) => read.addIssue('identity-token-url', message)
  const tokenUrl = readUrl('identity-token-url', read.text('identity-token-url'), env, addIssue)
  readProxy(env, tokenUrl, message => read.addIssue('HTTPS_PROXY', message))
  if (isOpenAi(tokenUrl) && !isOpenAiApi(baseUrl) && baseUrl !== INVALID_URL) {
    addIssue(
      `identity-token-url is OpenAI's, but base-url is ${baseUrl.host}, which must not receive OpenAI's access tokens. Set identity-token-url to that of ${baseUrl.host}, or remove base-url.`,
    )
  }
  const isForeign = !isOpenAi(tokenUrl) && !isLoopback(tokenUrl) && tokenUrl !== INVALID_URL
  if (isForeign && audience === INPUT_DEFAULTS['identity-audience']) {
    addIssue(
      `identity-token-url: ${tokenUrl.host} must not receive a token for OpenAI. Set identity-audience to the audience that ${tokenUrl.host} expects.`,
    )
  }
  const provider = { id: id ?? '', audience, tokenUrl }
  return { ...identityInputs, identityProvider: provider, runnerTokens: readRunner(read, env) }
}

/** The runner's token service; null if the job doesn't have the permission for it. */
function readRunner(read: InputReader, env: Env): RunnerTokenService | null {
  const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env
  if (!ACTIONS_ID_TOKEN_REQUEST_URL || !token) return null
  const url = URL.parse(ACTIONS_ID_TOKEN_REQUEST_URL)
  if (url === null || !isPrivate(url)) {
    read.addIssue(
      'ACTIONS_ID_TOKEN_REQUEST_URL',
      "ACTIONS_ID_TOKEN_REQUEST_URL, which the runner sets, isn't an https URL. Update the runner.",
    )
    return null
  }
  readProxy(env, url, message => read.addIssue('HTTPS_PROXY', message))
  return { url, token }
}

/** Checks what service accounts need, and that nothing has both a key and a service account. */
export function checkIdentity(inputs: Inputs, read: InputReader): void {
  const { serviceAccountId, verifyServiceAccounts, mode, dryRun, jobIds, runnerTokens } = inputs
  if (serviceAccountId !== null && inputs.apiKey !== '') {
    read.addIssue(
      'service-account-id',
      'service-account-id and api-key are both set. Remove one of them.',
    )
  }
  for (const projectId of verifyServiceAccounts.keys()) {
    if (!inputs.verifyKeys.has(projectId)) continue
    read.addIssue(
      'verify-service-accounts',
      `verify-service-accounts and verify-keys both have ${projectId}. Remove one of the lines.`,
    )
  }
  if (runnerTokens !== null) return
  if (serviceAccountId !== null && jobIds.length > 0) {
    read.addIssue('service-account-id', `service-account-id ${NO_ID_TOKEN}`)
  }
  if (verifyServiceAccounts.size > 0 && VERIFYING_MODES.has(mode) && !dryRun) {
    read.addIssue('verify-service-accounts', `verify-service-accounts ${NO_ID_TOKEN}`)
  }
}
