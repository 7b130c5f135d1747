import { expect } from 'vitest'
import type { Answer, Api, ReceivedRequest, Route } from '../support/api.ts'
import { MEASURE_MEMORY_ENV } from '../support/measure-memory.ts'
import type { StepOptions } from '../support/runner.ts'
import { expectNoInjection } from './injection-assertions.ts'
import {
  expectMatchesServer,
  holders,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

/** An invalid response, and the expected message. */
export interface BadResponse {
  answer: Answer
  message: string | RegExp
}

/** By name, which becomes the ID of the checkpoint that gets it. */
export type BadResponses = Record<string, BadResponse>

/** The requests of one route about one checkpoint. */
export const requestsTo =
  (checkpoint: string, route: Route) =>
  (request: ReceivedRequest): boolean =>
    request.route === route && request.checkpointId === checkpoint

/** The log line of each write whose outcome was unknown at first. */
export const unknownOutcomes = ({ log }: SharedStep): string[] =>
  log.match(/^.*unknown outcome for .*$/gm) ?? []

/** Whether a line of the log is about a checkpoint. */
export const isAbout = (checkpointId: string) => (line: string) =>
  line.startsWith(`${checkpointId}: `)

/** Each checkpoint is shared with proj_1, and a sync moves it to proj_0. */
const organizationOf = (checkpointIds: string[]) =>
  organization(2, {
    checkpoints: Object.fromEntries(checkpointIds.map(id => [id, { shared: ['proj_1'] }])),
  })

const sync = (api: Api, checkpointIds: string[], options: StepOptions) =>
  share(
    api,
    {
      mode: 'sync',
      'project-ids': 'proj_0',
      'max-revocations': 'none',
      'checkpoint-id': checkpointIds,
    },
    { speed: 25, ...options },
  )

/**
 * A write of each checkpoint gets its bad response: POST and DELETE alternately, applied or not.
 */
function addToWrites(api: Api, responses: BadResponses, idOf: (name: string) => string): void {
  for (const [i, [name, { answer }]] of Object.entries(responses).entries()) {
    const on = requestsTo(idOf(name), i % 2 === 0 ? 'create' : 'delete')
    api.fault({ on, acts: i % 4 < 2, answer })
  }
}

/** Each of the writes was read back, and reported as unknown with its own reason. */
function expectReadBack(
  step: SharedStep,
  api: Api,
  responses: BadResponses,
  idOf: (name: string) => string,
): void {
  const unknowns = unknownOutcomes(step)
  expect(unknowns).toHaveLength(Object.keys(responses).length)
  for (const [name, { message }] of Object.entries(responses)) {
    expect(holders(api, idOf(name)), name).toEqual(['proj_0'])
    expect(unknowns.find(isAbout(idOf(name))), name).toMatch(message)
  }
}

/**
 * Syncs a checkpoint for each bad response, on its first list and on a write. Both are retried, the
 * write only if a read shows that it is necessary, and in the end access is as requested.
 */
export async function expectRetried(
  responses: BadResponses,
  options: StepOptions = {},
): Promise<void> {
  const names = Object.keys(responses)
  await using api = await organizationOf(names)
  for (const [name, { answer }] of Object.entries(responses)) {
    api.fault({ on: requestsTo(name, 'list'), answer })
  }
  addToWrites(api, responses, name => name)
  await using step = await sync(api, names, options)
  expectMatchesServer(step, api)
  expectNoInjection(step, names.length > 1 ? 5 : 4)
  expect(step.outputs.result).toBe('ok')
  const waits = step.log.split('\n').filter(line => line.startsWith('Retrying '))
  for (const [name, { message }] of Object.entries(responses)) {
    const wait = waits.find(line => line.includes(`: list the permissions of ${name} (`))
    expect(wait, name).toMatch(message)
  }
  expectReadBack(step, api, responses, name => name)
}

/**
 * Syncs two checkpoints for each bad response. Every list of one gets it: the checkpoint isn't
 * changed and has an error. A write of the other gets it and is read back.
 *
 * @param areRetried whether the lists are retried, rather than sent once
 */
export async function expectUnavailable(
  responses: BadResponses,
  areRetried: boolean,
): Promise<SharedStep> {
  const names = Object.keys(responses)
  const readOf = (name: string) => `${name}:read`
  const writeOf = (name: string) => `${name}:write`
  const all = [...names.map(readOf), ...names.map(writeOf)]
  await using api = await organizationOf(all)
  for (const [name, { answer }] of Object.entries(responses)) {
    api.fault({ on: requestsTo(readOf(name), 'list'), times: Number.POSITIVE_INFINITY, answer })
  }
  addToWrites(api, responses, writeOf)
  const step = await sync(api, all, { env: MEASURE_MEMORY_ENV })
  expectMatchesServer(step, api)
  expectNoInjection(step, 5)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unavailable', changed: 'true' } })
  for (const [name, { message }] of Object.entries(responses)) {
    const id = readOf(name)
    expect(holders(api, id), name).toEqual(['proj_1'])
    const sent = step.requests.filter(({ checkpointId }) => checkpointId === id).length
    expect(sent > 1, name).toBe(areRetried)
    expect(sent, name).toBeLessThan(40)
    const row = rowsOf(step).find(({ checkpoint_id }) => checkpoint_id === id)
    expect(row?.status, name).toBe('failed')
    expect(row?.error, name).toMatch(message)
  }
  expectReadBack(step, api, responses, writeOf)
  return step
}
