import { randomInt } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { ALPHANUMERIC, randomText } from './organization.ts'
import { failure } from './responses.ts'
import type { AccessToken, Answer, Api, ReceivedRequest, Route } from './types.ts'

const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The scope for each route, named as in reported error messages, and the keys that have it. */
const SCOPES: Partial<Record<Route, { scope: string; keys: ReceivedRequest['key'][] }>> = {
  list: { scope: 'api.fine_tuning.checkpoints.read', keys: ['admin', 'read-only'] },
  create: { scope: 'api.fine_tuning.checkpoints.write', keys: ['admin'] },
  delete: { scope: 'api.fine_tuning.checkpoints.write', keys: ['admin'] },
  projects: { scope: 'api.management.read', keys: ['admin', 'read-only'] },
  'model-policy': { scope: 'api.management.read', keys: ['admin', 'read-only'] },
  job: { scope: 'api.fine_tuning.jobs.read', keys: ['project', 'token'] },
  'job-checkpoints': { scope: 'api.fine_tuning.jobs.read', keys: ['project', 'token'] },
  'job-events': { scope: 'api.fine_tuning.jobs.read', keys: ['project', 'token'] },
  model: { scope: 'api.model.read', keys: ['project', 'token'] },
}

/** The keys that a server accepts. */
export type Keys = Pick<Api, 'adminKey' | 'readOnlyAdminKey' | 'projectKey' | 'projectKeys'>

/** How many keys this process has created, from a random start. */
let keysCreated = randomInt(1_000_000)

/**
 * Creates a key of realistic length and form. Its last four characters, such as `a_-b`, differ from
 * the previous 3,843 keys' and never occur by chance: no word and no random ID has two such marks
 * in a row, and a key has them only there.
 */
export function createKey(prefix: string): string {
  const { length } = ALPHANUMERIC
  const end = `${ALPHANUMERIC[Math.floor(keysCreated / length) % length]}_-${ALPHANUMERIC[keysCreated % length]}`
  keysCreated += 1
  return prefix + randomText(146, URL_SAFE).replace(/(?<=[-_])[-_]/g, 'x') + end
}

/** Creates new keys, including one for each project. */
export function createKeys(projectKeyOf: string, projectIds: string[]): Keys {
  const projectKey = createKey('sk-proj-')
  const others = projectIds.map(id => [id, createKey('sk-proj-')])
  return {
    adminKey: createKey('sk-admin-'),
    readOnlyAdminKey: createKey('sk-admin-'),
    projectKey,
    projectKeys: { ...Object.fromEntries(others), [projectKeyOf]: projectKey },
  }
}

/** Whose key or access token a request has. */
export function identify(
  keys: Keys,
  tokens: ReadonlyMap<string, AccessToken>,
  headers: IncomingHttpHeaders,
  now: number,
): Pick<ReceivedRequest, 'key' | 'projectId'> {
  const key = readKey(headers)
  if (key === undefined) return { key: 'none' }
  const token = tokens.get(key)
  if (token !== undefined) {
    const { projectId, expires } = token
    return { key: now < expires ? 'token' : 'expired', projectId }
  }
  if (key === keys.adminKey) return { key: 'admin' }
  if (key === keys.readOnlyAdminKey) return { key: 'read-only' }
  const projectId = Object.keys(keys.projectKeys).find(id => keys.projectKeys[id] === key)
  return projectId === undefined ? { key: 'wrong' } : { key: 'project', projectId }
}

/**
 * The error for a request that its key isn't allowed to make, or undefined. The message on an
 * unknown key shows its start and its end, like the API's, however short the key is.
 */
export function rejectKey(
  { key, headers, route }: ReceivedRequest,
  projectsReadable: boolean,
): Answer | undefined {
  if (key === 'none') {
    return failure(401, 'The request carries no API key.', { code: 'invalid_api_key' })
  }
  if (key === 'expired') return failure(401, 'Your access token has expired.')
  if (key === 'wrong') {
    const text = readKey(headers) ?? ''
    const shown = `${text.slice(0, 8)}${'*'.repeat(40)}${text.slice(-4)}`
    const where = 'You can find your API key at https://platform.openai.com/account/api-keys.'
    const message = `Incorrect API key provided: ${shown}. ${where}`
    return failure(401, message, { code: 'invalid_api_key' })
  }
  const needed = SCOPES[route]
  if (needed === undefined) return undefined
  if (!needed.keys.includes(key)) return missingScope(401, needed.scope)
  return route === 'projects' && !projectsReadable ? missingScope(403, needed.scope) : undefined
}

/** The response to a key that lacks a scope, with the reported message and null code. */
function missingScope(status: number, scope: string): Answer {
  const problem = 'You have insufficient permissions for this operation.'
  return failure(status, `${problem} Missing scopes: ${scope}.`)
}

function readKey({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1]
}
