import type { ReceivedRequest } from './types.ts'

/** The parts of a request's first line. */
type Target = Pick<
  ReceivedRequest,
  | 'method'
  | 'path'
  | 'route'
  | 'query'
  | 'checkpointId'
  | 'permissionId'
  | 'jobId'
  | 'model'
  | 'policyOf'
>

/**
 * Parses the first line of a request. The path is split before it is decoded, so an ID with an
 * encoded slash stays one segment. It isn't normalized, so a client's double slashes or dots show.
 */
export function readTarget(method: string, url: string): Target {
  const [encoded = '', ...search] = url.split('?')
  const target: Target = {
    method,
    path: decode(encoded).replace(/^\/v1(?=\/|$)/, ''),
    route: 'other',
    query: Object.fromEntries(new URLSearchParams(search.join('?'))),
  }
  if (method === 'GET' && encoded === '/v1/organization/projects') {
    return { ...target, route: 'projects' }
  }
  const policyOf = /^\/v1\/organization\/projects\/([^/]+)\/model_permissions$/.exec(encoded)?.[1]
  if (method === 'GET' && policyOf) {
    return { ...target, route: 'model-policy', policyOf: decode(policyOf) }
  }
  const ofProject = method === 'GET' ? readProjectTarget(encoded) : undefined
  if (ofProject) return { ...target, ...ofProject }
  const match = /^\/v1\/fine_tuning\/checkpoints\/([^/]+)\/permissions(?:\/([^/]+))?$/.exec(encoded)
  if (!match?.[1]) return target
  const checkpointId = decode(match[1])
  if (match[2]) {
    if (method !== 'DELETE') return target
    return { ...target, route: 'delete', checkpointId, permissionId: decode(match[2]) }
  }
  if (method === 'GET') return { ...target, route: 'list', checkpointId }
  return method === 'POST' ? { ...target, route: 'create', checkpointId } : target
}

/** The routes for a project's key, all of which are read-only. */
function readProjectTarget(path: string): Pick<Target, 'route' | 'jobId' | 'model'> | undefined {
  const model = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1]
  if (model) return { route: 'model', model: decode(model) }
  const job = /^\/v1\/fine_tuning\/jobs\/([^/]+)(?:\/(checkpoints|events))?$/.exec(path)
  if (!job?.[1]) return undefined
  const lists = { checkpoints: 'job-checkpoints', events: 'job-events' } as const
  const route = job[2] ? lists[job[2] as keyof typeof lists] : 'job'
  return { route, jobId: decode(job[1]) }
}

/** A body's JSON value, its text if it isn't JSON, or undefined if it is empty. */
export function readBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
