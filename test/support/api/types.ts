import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { JobSetup, ModelSetup } from './setup-types.ts'

/** What the server holds when it starts. */
export interface ApiSetup {
  /** The organization's projects, in list order; an ID that isn't here is unknown to grants. */
  projects?: { id: string; name?: string | null; status?: string; archived_at?: number | null }[]
  /**
   * The checkpoints that exist, by ID: the project that owns each and the projects that hold a
   * permission, oldest first; a project listed twice holds two permissions.
   */
  checkpoints?: Record<string, { owner?: string; shared?: string[] }>
  /** The fine-tuning jobs, by ID. */
  jobs?: Record<string, JobSetup>
  /** The models, by ID; who holds a permission on one makes no difference. */
  models?: Record<string, ModelSetup>
  /**
   * Makes each of `checkpoints` a model that a project's key sees exactly while the project owns it
   * or holds a permission. Of a model set up under the same ID, `projects` then doesn't count.
   */
  modelsFollowPermissions?: boolean
  /** The project that `projectKey` belongs to; 'proj_training' by default. */
  projectKeyOf?: string
  /** Projects that get a key of their own, too. */
  projectKeys?: string[]
  /** Departures from the default rules. */
  rules?: Partial<Rules>
  /** The server's time, in milliseconds since the Unix epoch; `Date.now` by default. */
  now?: () => number
  /** Decides each answer in place of faults; `carryOut` gives the normal one, and acts. */
  interfere?: (request: ReceivedRequest, respond: () => Answer) => Answer | 'reset' | 'hang'
}

/** How the API behaves where its documentation leaves the answer open; tests try each way. */
export interface Rules {
  /** Whether the message that rejects a project names it. The owner's message always does. */
  namesBadProject: boolean
  /** What a rejected batch grants all the same: nothing, what precedes the bad one, all others. */
  partialBatches: 'none' | 'before-bad' | 'all-good'
  /** What granting a project that already holds a permission does; 'error' is a 409. */
  regrant: 'no-op' | 'error' | 'duplicate'
  /** The largest `limit` the list of permissions takes. */
  maxLimit: number
  /** Whether the admin keys may list the organization's projects; if not, 403. */
  projectsReadable: boolean
  /** The status for a batch with an unknown or an archived project. */
  unknownProjectStatus: number
  /** The status for a checkpoint that doesn't exist. */
  unknownCheckpointStatus: number
  /** The most permissions the answer to a grant lists; `has_more` is true where it lists fewer. */
  createdAnswerPageSize: number
  /** By how many milliseconds the lists of permissions lag behind. */
  staleMs: number
}

/**
 * The calls the server tells apart: three on permissions and one on projects, for admin keys; three
 * on fine-tuning jobs and one on models, for projects' keys; and all others.
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
  | 'other'

/** A permission, shaped as in OpenAI's OpenAPI document. */
export interface Permission {
  id: string
  object: 'checkpoint.permission'
  /** Unix seconds. */
  created_at: number
  project_id: string
}

/** A request as it arrived, and how it was answered. */
export interface ReceivedRequest {
  method: string
  /** Path and query as they arrived, percent-encoded. */
  url: string
  /** The client's port. */
  port: number
  /** The path, decoded, without the leading `/v1`. */
  path: string
  route: Route
  /** The query's parameters; of a repeated one, the last. */
  query: Record<string, string>
  /** The parsed JSON body, the text of one that isn't JSON, or undefined for none. */
  body: unknown
  /** The headers, names in lower case. */
  headers: IncomingHttpHeaders
  /** The status answered; 'hang' also until the answer is decided. */
  status: number | 'reset' | 'hang'
  /** What `x-request-id` says in the answer. */
  requestId: string
  /** When the whole request had arrived, in milliseconds of `performance.now()`. */
  at: number
  /** The checkpoint's ID, decoded, on the routes that have one. */
  checkpointId?: string
  /** The permission's ID, decoded, on the route that has one. */
  permissionId?: string
  /** The fine-tuning job's ID, decoded, on the routes that have one. */
  jobId?: string
  /** The model's ID, decoded, on the route that has one. */
  model?: string
  /** What kind of key it carried; 'wrong' is one that the server doesn't know. */
  key: 'admin' | 'read-only' | 'project' | 'none' | 'wrong'
  /** The project that the key belongs to, for a project's key. */
  projectId?: string
}

/** An answer to send. */
export interface Answer {
  status: number
  /** Headers over the defaults (JSON content type, `x-request-id`); null leaves a default out. */
  headers?: Record<string, string | null>
  /** A string or a Buffer is sent verbatim, undefined as no body, anything else as JSON. */
  body?: unknown
  /** Send only so many bytes of the body, although `content-length` says all, then disconnect. */
  cut?: number
  /** Does what it likes with the connection; nothing else of the answer is then sent. */
  raw?: (socket: Socket) => void
}

/**
 * Something that goes wrong. Each request meets the first fault, in the order they were added, that
 * matches it and has neither requests to skip nor used up its times.
 */
export interface Fault {
  /** The requests it applies to; any, by default. */
  on?: Route | ((request: ReceivedRequest) => boolean)
  /** How many matching requests pass first; 0 by default. */
  skip?: number
  /** How many requests it hits; 1 by default, and Infinity for all. */
  times?: number
  /** Whether the request is carried out all the same; false by default. */
  acts?: boolean
  /**
   * What the client gets: a connection reset, no answer ever, an answer, or one made from the
   * normal answer, which is an empty 200 where the request is not carried out.
   */
  answer: 'reset' | 'hang' | Answer | ((normal: Answer, request: ReceivedRequest) => Answer)
}

/** A running server, its state, and what it received. Disposing of it ends every connection. */
export interface Api extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/v1` */
  baseUrl: string
  /** An admin key that may do all that an admin key can. */
  adminKey: string
  /** An admin key without the scope that grants and revokes need. */
  readOnlyAdminKey: string
  /** A project's key, which only the calls on jobs and models accept. */
  projectKey: string
  /** The key of each project that has one, `projectKey` among them, by project ID. */
  projectKeys: Record<string, string>
  /** Every request, in the order they arrived. */
  requests: ReceivedRequest[]
  /** How many requests came, on one route or in all. */
  count(route?: Route): number
  /** Copies of a checkpoint's permissions, oldest first. Throws for an unknown checkpoint. */
  permissions(checkpointId: string): Permission[]
  /** Grants behind the client's back, whatever the rules; `at` is unix seconds, now by default. */
  grant(checkpointId: string, projectId: string, at?: number): Permission
  /** Revokes behind the client's back. Throws for an unknown checkpoint or permission. */
  revoke(checkpointId: string, permissionId: string): void
  /** Adds a fault, or forgets all of them. */
  faults: { add(fault: Fault): void; clear(): void }
  /** Adds a fault. */
  fault(fault: Fault): void
  /** The rules, which a test may change at any time. */
  rules: Rules
}
