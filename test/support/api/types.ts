import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { JobSetup, ModelPolicy, ModelSetup } from './setup-types.ts'

/** The server's initial state. */
export interface ApiSetup {
  /** The organization's projects, in list order; other IDs are unknown to grants. */
  projects?: { id: string; name?: string | null; status?: string; archived_at?: number | null }[]
  /**
   * The existing checkpoints by ID, with the owning project and the projects that hold a
   * permission, oldest first. A project listed twice holds two permissions.
   */
  checkpoints?: Record<string, { owner?: string; shared?: string[] }>
  /** The fine-tuning jobs, by ID. */
  jobs?: Record<string, JobSetup>
  /** The models, by ID, regardless of permissions. */
  models?: Record<string, ModelSetup>
  /**
   * Makes each of `checkpoints` a model that is visible to a project's key exactly while the
   * project owns it or holds a permission. `projects` of a model with the same ID is then ignored.
   */
  modelsFollowPermissions?: boolean
  /** Which models projects can use, by project. */
  modelPolicies?: Record<string, ModelPolicy>
  /** The project that `projectKey` belongs to; 'proj_training' by default. */
  projectKeyOf?: string
  /** Projects that also get their own keys. */
  projectKeys?: string[]
  /** Changes to the default rules. */
  rules?: Partial<Rules>
  /** The server's time, in milliseconds since the Unix epoch; `Date.now` by default. */
  now?: () => number
  /**
   * Decides each response instead of faults; `respond` applies the request and returns the normal
   * one.
   */
  interfere?: (request: ReceivedRequest, respond: () => Answer) => Answer | 'reset' | 'hang'
  /**
   * Called once a response is decided; it is sent when this resolves. One that hangs is never sent.
   */
  beforeAnswer?: (request: ReceivedRequest) => Promise<void>
}

/** The API's behavior where its documentation leaves it open; tests try each variant. */
export interface Rules {
  /** Whether a rejection's message names the project. The owner's message always does. */
  namesBadProject: boolean
  /** What a rejected batch still grants: nothing, the projects before the bad one, all others. */
  partialBatches: 'none' | 'before-bad' | 'all-good'
  /** The effect of granting a project that already holds a permission; 'error' is a 409. */
  regrant: 'no-op' | 'error' | 'duplicate'
  /** The largest `limit` for the list of permissions. */
  maxLimit: number
  /** The maximum number of project IDs in one POST. */
  maxProjectIds: number
  /** Whether the admin keys can list the organization's projects; if not, 403. */
  projectsReadable: boolean
  /** The status for a batch with an unknown or an archived project. */
  unknownProjectStatus: number
  /** The status for a checkpoint that doesn't exist. */
  unknownCheckpointStatus: number
  /** How many permissions the response to a grant lists; `has_more` is true if it lists fewer. */
  createdAnswerPageSize: number
  /** By how many milliseconds the lists of permissions lag behind. */
  staleMs: number
}

/**
 * The calls the server distinguishes: three on permissions and two on projects, for admin keys;
 * three on fine-tuning jobs and one on models, for projects' keys; and all others.
 */
export type Route =
  | 'list'
  | 'create'
  | 'delete'
  | 'projects'
  | 'job'
  | 'job-checkpoints'
  | 'job-events'
  | 'model'
  | 'model-policy'
  | 'other'

/** A permission, shaped as in OpenAI's OpenAPI document. */
export interface Permission {
  id: string
  object: 'checkpoint.permission'
  /** Unix seconds. */
  created_at: number
  project_id: string
}

/** A received request, and its response status. */
export interface ReceivedRequest {
  method: string
  /** Path and query as received, percent-encoded. */
  url: string
  /** The client's port. */
  port: number
  /** The path, decoded, without the leading `/v1`. */
  path: string
  route: Route
  /** The query's parameters; the last of a repeated one. */
  query: Record<string, string>
  /** The parsed JSON body, the text of one that isn't JSON, or undefined for none. */
  body: unknown
  /** The headers, names in lowercase. */
  headers: IncomingHttpHeaders
  /** The response status; also 'hang' until the response is decided. */
  status: number | 'reset' | 'hang'
  /** The response's `x-request-id`. */
  requestId: string
  /** When the whole request had arrived, in milliseconds of `performance.now()`. */
  at: number
  /** The same on the server's clock, in milliseconds since the Unix epoch. */
  receivedAt: number
  /** The checkpoint's ID, decoded, on the routes that have one. */
  checkpointId?: string
  /** The permission's ID, decoded, on the route that has one. */
  permissionId?: string
  /** The fine-tuning job's ID, decoded, on the routes that have one. */
  jobId?: string
  /** The model's ID, decoded, on the route that has one. */
  model?: string
  /** The ID of the project whose model policy is read, decoded, on the route that has one. */
  policyOf?: string
  /** The kind of key; 'wrong' if the server doesn't know it. */
  key: 'admin' | 'read-only' | 'project' | 'token' | 'expired' | 'none' | 'wrong'
  /** The project that a project's key or a service account's access token belongs to. */
  projectId?: string
}

/** A response to send. */
export interface Answer {
  status: number
  /** Headers over the defaults (JSON content type, `x-request-id`); null omits a default. */
  headers?: Record<string, string | null>
  /** A string or a Buffer is sent verbatim, undefined as no body, anything else as JSON. */
  body?: unknown
  /**
   * Sends only this many bytes of the body, although `content-length` has all, then disconnects.
   */
  cut?: number
  /** Does anything with the connection; nothing else of the response is then sent. */
  raw?: (socket: Socket) => void
}

/**
 * A fault. Each request gets the first matching fault, in the order they were added, that has no
 * requests left to skip and isn't used up.
 */
export interface Fault {
  /** The requests it applies to; any, by default. */
  on?: Route | ((request: ReceivedRequest) => boolean)
  /** How many matching requests pass first; 0 by default. */
  skip?: number
  /** How many requests it hits; 1 by default, and Infinity for all. */
  times?: number
  /** Whether the request is still applied; false by default. */
  acts?: boolean
  /**
   * What the client gets: a connection reset, no response at all, a response, or one based on the
   * normal response, which is an empty 200 if the request isn't applied.
   */
  answer: 'reset' | 'hang' | Answer | ((normal: Answer, request: ReceivedRequest) => Answer)
}

/** An access token of a service account, and when it ends in milliseconds since the Unix epoch. */
export interface AccessToken {
  projectId: string
  expires: number
}

/** A running server, its state, and what it received. Disposing of it ends every connection. */
export interface Api extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/v1` */
  baseUrl: string
  /** An admin key with all scopes. */
  adminKey: string
  /** An admin key without the scope for grants and revocations. */
  readOnlyAdminKey: string
  /** A project's key, which only the calls on jobs and models accept. */
  projectKey: string
  /** The key of each project that has one, including `projectKey`, by project ID. */
  projectKeys: Record<string, string>
  /** Accepts an access token of a service account, which ends at that time of the server's. */
  allowToken(token: string, owner: AccessToken): void
  /** No longer accepts an access token. */
  revokeToken(token: string): void
  /** Every request, in the order they arrived. */
  requests: ReceivedRequest[]
  /** How many requests were received, on one route or in all. */
  count(route?: Route): number
  /** Copies of a checkpoint's permissions, oldest first. Throws for an unknown checkpoint. */
  permissions(checkpointId: string): Permission[]
  /** Grants outside the client, whatever the rules; `at` is in Unix seconds, now by default. */
  grant(checkpointId: string, projectId: string, at?: number): Permission
  /** Revokes outside the client. Throws for an unknown checkpoint or permission. */
  revoke(checkpointId: string, permissionId: string): void
  /** Adds a fault, or clears all of them. */
  faults: { add(fault: Fault): void; clear(): void }
  /** Adds a fault. */
  fault(fault: Fault): void
  /** The rules, which a test can change at any time. */
  rules: Rules
}
