import OpenAI from 'openai'
import { type Api, type ApiSetup, startApi } from '../api.ts'

/** A checkpoint that proj_owner owns and that isn't shared. */
export const CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'

/** A checkpoint that all of `ids(25)` share, in that order. */
export const SHARED_CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd:ckpt-step-2000'

/** This many project IDs. */
export const ids = (count: number) => Array.from({ length: count }, (_, index) => `proj_${index}`)

/** Starts the server for its own tests: 27 projects, one of them archived. */
export const start = (rules: NonNullable<ApiSetup['rules']> = {}) =>
  startApi({
    projects: [
      ...ids(25).map(id => ({ id, name: `Project ${id}` })),
      { id: 'proj_old', name: null, status: 'archived' },
      { id: 'proj_owner' },
    ],
    checkpoints: {
      [CHECKPOINT]: { owner: 'proj_owner' },
      [SHARED_CHECKPOINT]: { shared: ids(25) },
    },
    rules,
  })

async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of pages) items.push(item)
  return items
}

/** A timeout in milliseconds that a busy machine never needs. */
const TIMEOUT = 20_000

/** The official client's calls, with an admin key and without retries. */
export function connect(api: Api, adminAPIKey = api.adminKey, timeout = TIMEOUT) {
  const client = new OpenAI({
    baseURL: api.baseUrl,
    apiKey: null,
    adminAPIKey,
    maxRetries: 0,
    timeout,
  })
  const { permissions } = client.fineTuning.checkpoints
  return {
    grant: async (project_ids: string[], checkpoint = CHECKPOINT) =>
      (await permissions.create(checkpoint, { project_ids })).data,
    list: (
      query: OpenAI.FineTuning.Checkpoints.PermissionListParams = {},
      checkpoint = SHARED_CHECKPOINT,
    ) => collect(permissions.list(checkpoint, query)),
    /** One page; the package keeps this older form of the list. */
    retrieve: (
      query: OpenAI.FineTuning.Checkpoints.PermissionRetrieveParams = {},
      checkpoint = SHARED_CHECKPOINT,
    ) => permissions.retrieve(checkpoint, query),
    revoke: (id: string, checkpoint = SHARED_CHECKPOINT) =>
      permissions.delete(id, { fine_tuned_model_checkpoint: checkpoint }),
    projects: (query: OpenAI.Admin.Organization.ProjectListParams = {}) =>
      collect(client.admin.organization.projects.list(query)),
    modelPolicy: (projectId: string) =>
      client.admin.organization.projects.modelPermissions.retrieve(projectId),
  }
}

/** The official client's calls with a project's key, without retries. */
export function connectProject(api: Api, apiKey = api.projectKey) {
  const client = new OpenAI({ baseURL: api.baseUrl, apiKey, maxRetries: 0, timeout: TIMEOUT })
  const { jobs } = client.fineTuning
  return {
    job: (id: string) => jobs.retrieve(id),
    checkpoints: (id: string, query: OpenAI.FineTuning.Jobs.CheckpointListParams = {}) =>
      collect(jobs.checkpoints.list(id, query)),
    events: (id: string, query: OpenAI.FineTuning.JobListEventsParams = {}) =>
      collect(jobs.listEvents(id, query)),
    model: (id: string) => client.models.retrieve(id),
  }
}

/** The projects that hold a permission for CHECKPOINT, oldest first. */
export const granted = (api: Api) => api.permissions(CHECKPOINT).map(({ project_id }) => project_id)

/** Sends a request unchanged, without a client's validation. */
export const send = (
  api: Api,
  method: string,
  path: string,
  body: string | null = null,
  type = 'application/json',
) =>
  fetch(api.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${api.adminKey}`, 'content-type': type },
    body,
  })
