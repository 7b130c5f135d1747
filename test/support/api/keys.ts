import { failure } from './answers.ts'
import { randomText } from './organization.ts'
import type { Answer, ReceivedRequest, Route } from './types.ts'

const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The scope each route needs, named as reported error messages name them. */
const SCOPES: Partial<Record<Route, string>> = {
  list: 'api.fine_tuning.checkpoints.read',
  create: 'api.fine_tuning.checkpoints.write',
  delete: 'api.fine_tuning.checkpoints.write',
  projects: 'api.management.read',
}

/** The keys a server knows. */
export type Keys = Record<'adminKey' | 'readOnlyAdminKey' | 'projectKey', string>

/** Makes fresh keys, of the length and the look of real ones. */
export function makeKeys(): Keys {
  const key = (prefix: string) => prefix + randomText(150, URL_SAFE)
  return {
    adminKey: key('sk-admin-'),
    readOnlyAdminKey: key('sk-admin-'),
    projectKey: key('sk-proj-'),
  }
}

/** The answer to a key that lacks a scope, with the message and the null code that were reported. */
function missingScope(status: number, scope: string): Answer {
  const problem = 'You have insufficient permissions for this operation.'
  return failure(status, `${problem} Missing scopes: ${scope}.`)
}

/**
 * The error for a request whose key may not make it, or undefined for a key that may. The message
 * on an unknown key shows its start and its end, as the API's does, however short the key is.
 */
export function refuse(
  keys: Keys,
  request: ReceivedRequest,
  projectsReadable: boolean,
): Answer | undefined {
  const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key === undefined) {
    return failure(401, 'The request carries no API key.', { code: 'invalid_api_key' })
  }
  if (!Object.values(keys).includes(key)) {
    const shown = `${key.slice(0, 8)}${'*'.repeat(40)}${key.slice(-4)}`
    const where = 'You can find your API key at https://platform.openai.com/account/api-keys.'
    const message = `Incorrect API key provided: ${shown}. ${where}`
    return failure(401, message, { code: 'invalid_api_key' })
  }
  const scope = SCOPES[request.route]
  if (scope === undefined) return undefined
  const writes = request.route === 'create' || request.route === 'delete'
  if (key === keys.projectKey || (key === keys.readOnlyAdminKey && writes)) {
    return missingScope(401, scope)
  }
  return request.route === 'projects' && !projectsReadable ? missingScope(403, scope) : undefined
}
