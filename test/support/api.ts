import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Faults } from './api/faults.ts'
import { handleRequest } from './api/handlers.ts'
import { Jobs } from './api/jobs.ts'
import { createKeys, identify, rejectKey } from './api/keys.ts'
import { Models } from './api/models.ts'
import { Organization } from './api/organization.ts'
import { readBody, readTarget } from './api/requests.ts'
import type { AccessToken, Answer, Api, ApiSetup, ReceivedRequest, Rules } from './api/types.ts'
import { allowAuthorization } from './runner/received-requests.ts'

export type {
  CheckpointSetup,
  EventSetup,
  JobSetup,
  JobState,
  JobStatus,
  ModelSetup,
} from './api/setup-types.ts'
export type {
  Answer,
  Api,
  ApiSetup,
  Fault,
  Permission,
  ReceivedRequest,
  Route,
  Rules,
} from './api/types.ts'

const DEFAULT_RULES: Rules = {
  namesBadProject: true,
  partialBatches: 'none',
  regrant: 'duplicate',
  maxLimit: 100,
  maxProjectIds: Number.POSITIVE_INFINITY,
  projectsReadable: true,
  unknownProjectStatus: 400,
  unknownCheckpointStatus: 404,
  createdAnswerPageSize: Number.POSITIVE_INFINITY,
  staleMs: 0,
}

/**
 * Starts a server on loopback that simulates the parts of OpenAI's API for sharing checkpoints and
 * reading jobs and models. Calls and shapes follow OpenAI's OpenAPI document, errors follow others'
 * reports, and rules cover what neither of them specifies. Its state is its own, so tests can run
 * concurrently.
 */
export async function startApi(setup: ApiSetup = {}): Promise<Api> {
  const organization = new Organization(setup)
  const rules: Rules = { ...DEFAULT_RULES, ...setup.rules }
  const { jobs: jobSetups = {}, projectKeyOf = 'proj_training', projectKeys = [] } = setup
  const jobs = new Jobs(jobSetups, projectKeyOf)
  const models = new Models(setup, organization)
  const keys = createKeys(projectKeyOf, projectKeys)
  const tokens = new Map<string, AccessToken>()
  const { now = Date.now, beforeAnswer } = setup
  const faults = new Faults()
  const requests: ReceivedRequest[] = []

  const normalAnswer = (request: ReceivedRequest): Answer =>
    rejectKey(request, rules.projectsReadable) ??
    jobs.answer(request) ??
    models.answer(request) ??
    handleRequest(organization, rules, request)

  function decide(request: ReceivedRequest): 'reset' | 'hang' | Answer {
    if (setup.interfere) return setup.interfere(request, () => normalAnswer(request))
    const fault = faults.take(request)
    if (!fault) return normalAnswer(request)
    const normal = fault.acts ? normalAnswer(request) : { status: 200, body: {} }
    return typeof fault.answer === 'function' ? fault.answer(normal, request) : fault.answer
  }

  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const key = identify(keys, tokens, incoming.headers, now())
      const received = receive(key, incoming, Buffer.concat(chunks).toString())
      const request = { ...received, receivedAt: now() }
      requests.push(request)
      const answer = decide(request)
      // Set before anything is sent, because the client can read it right after.
      request.status = typeof answer === 'string' ? answer : answer.status
      const reply = () => {
        if (answer === 'reset') response.socket?.resetAndDestroy()
        else if (answer !== 'hang') send(response, answer, request.requestId)
      }
      if (beforeAnswer === undefined) reply()
      else void beforeAnswer(request).then(reply)
    })
  })
  // A server that closes idle connections would race with a client about to reuse one.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const known = [keys.adminKey, keys.readOnlyAdminKey, ...Object.values(keys.projectKeys)]
  // Requests can come from another server in front of this one.
  allowAuthorization(
    baseUrl,
    known.map(key => `Bearer ${key}`),
  )

  return {
    baseUrl,
    ...keys,
    allowToken(token, owner) {
      tokens.set(token, owner)
      allowAuthorization(baseUrl, [`Bearer ${token}`])
    },
    revokeToken: token => void tokens.delete(token),
    requests,
    count: route =>
      requests.filter(request => route === undefined || request.route === route).length,
    permissions: checkpointId => organization.permissions(checkpointId),
    grant: (checkpointId, projectId, at) => organization.grant(checkpointId, projectId, at),
    revoke(checkpointId, permissionId) {
      if (organization.revoke(checkpointId, permissionId)) return
      throw new Error(`The test's API has no permission '${permissionId}'`)
    },
    faults,
    fault: fault => faults.add(fault),
    rules,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function receive(
  key: Pick<ReceivedRequest, 'key' | 'projectId'>,
  incoming: IncomingMessage,
  body: string,
): Omit<ReceivedRequest, 'receivedAt'> {
  const { method = '', url = '' } = incoming
  return {
    ...readTarget(method, url),
    url,
    port: incoming.socket.remotePort ?? 0,
    ...key,
    body: readBody(body),
    headers: incoming.headers,
    status: 'hang',
    requestId: `req_${randomBytes(16).toString('hex')}`,
    at: performance.now(),
  }
}

function send(response: ServerResponse, answer: Answer, requestId: string): void {
  if (answer.raw !== undefined) {
    if (response.socket !== null) answer.raw(response.socket)
    return
  }
  const body = encode(answer.body)
  response.statusCode = answer.status
  response.setHeader('content-type', 'application/json')
  response.setHeader('x-request-id', requestId)
  response.setHeader('content-length', body.length)
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value === null) response.removeHeader(name)
    else response.setHeader(name, value)
  }
  if (answer.cut === undefined) {
    response.end(body)
    return
  }
  response.flushHeaders()
  if (answer.cut > 0) response.write(body.subarray(0, answer.cut))
  response.socket?.destroySoon()
}

function encode(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body
  if (body === undefined) return Buffer.alloc(0)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
