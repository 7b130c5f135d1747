import { expect } from 'vitest'
import type { Answer, Api, ReceivedRequest, Route } from '../support/api.ts'
import { MEASURED } from '../support/measure-memory.ts'
import type { StepOptions } from '../support/runner.ts'
import { expectHarmless } from './injection-assertions.ts'
import { expectMatchesServer, holders, organization, rowsOf, type Shared, share } from './setup.ts'

/** An answer that can't be taken as one, and what is said of it. */
export interface Bad {
  answer: Answer
  words: string | RegExp
}

/** By a name, which becomes the ID of the checkpoint that meets it. */
export type Bads = Record<string, Bad>

/** The requests of one route about one checkpoint. */
export const only =
  (checkpoint: string, route: Route) =>
  (request: ReceivedRequest): boolean =>
    request.route === route && request.checkpointId === checkpoint

/** What the log says of each write of which nothing was known at first, in order. */
export const doubtsOf = ({ log }: Shared): string[] =>
  log.match(/^Not sure what became of .*$/gm) ?? []

/** Each checkpoint is shared with proj_1, and is to be with proj_0 in its stead. */
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
    { speed: 100, ...options },
  )

/** A write of each checkpoint meets its bad answer: POST and DELETE in turn, carried out or not. */
function addToWrites(api: Api, bads: Bads, idOf: (name: string) => string): void {
  for (const [i, [name, { answer }]] of Object.entries(bads).entries()) {
    const on = only(idOf(name), i % 2 === 0 ? 'create' : 'delete')
    api.fault({ on, acts: i % 4 < 2, answer })
  }
}

/** Each of the writes was read back, and said to be in doubt for its own reason. */
function expectReadBack(step: Shared, api: Api, bads: Bads, idOf: (name: string) => string): void {
  const doubts = doubtsOf(step)
  expect(doubts).toHaveLength(Object.keys(bads).length)
  for (const [i, [name, { words }]] of Object.entries(bads).entries()) {
    expect(holders(api, idOf(name)), name).toEqual(['proj_0'])
    expect(doubts[i], name).toMatch(words)
  }
}

/**
 * Syncs a checkpoint for each bad answer, which its first list and a write meet: both are tried
 * again, the write only where a read shows that it has to be, and in the end all is as asked.
 */
export async function expectPassing(bads: Bads, options: StepOptions = {}): Promise<void> {
  const names = Object.keys(bads)
  await using api = await organizationOf(names)
  for (const [name, { answer }] of Object.entries(bads)) {
    api.fault({ on: only(name, 'list'), answer })
  }
  addToWrites(api, bads, name => name)
  await using step = await sync(api, names, options)
  expectMatchesServer(step, api)
  expectHarmless(step, names.length > 1 ? 5 : 4)
  expect(step.outputs.result).toBe('ok')
  const waits = step.log.split('\n').filter(line => line.startsWith('Waiting '))
  for (const [name, { words }] of Object.entries(bads)) {
    const wait = waits.find(line => line.includes(`the permissions of ${name} again: `))
    expect(wait, name).toMatch(words)
  }
  expectReadBack(step, api, bads, name => name)
}

/**
 * Syncs two checkpoints for each bad answer. The list of one meets it, whenever it is asked for:
 * it is asked for once, and the checkpoint left alone with an error that says why. A write of the
 * other meets it, and is read back.
 */
export async function expectLasting(bads: Bads): Promise<Shared> {
  const names = Object.keys(bads)
  const readOf = (name: string) => `${name}:read`
  const writeOf = (name: string) => `${name}:write`
  const all = [...names.map(readOf), ...names.map(writeOf)]
  await using api = await organizationOf(all)
  for (const [name, { answer }] of Object.entries(bads)) {
    api.fault({ on: only(readOf(name), 'list'), times: Number.POSITIVE_INFINITY, answer })
  }
  addToWrites(api, bads, writeOf)
  const step = await sync(api, all, { env: MEASURED })
  expectMatchesServer(step, api)
  expectHarmless(step, 5)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unavailable', changed: 'true' } })
  for (const [name, { words }] of Object.entries(bads)) {
    const id = readOf(name)
    expect(holders(api, id), name).toEqual(['proj_1'])
    expect(step.requests.filter(({ checkpointId }) => checkpointId === id)).toHaveLength(1)
    const row = rowsOf(step).find(({ checkpoint_id }) => checkpoint_id === id)
    expect(row?.status, name).toBe('failed')
    expect(row?.error, name).toMatch(words)
  }
  expectReadBack(step, api, bads, writeOf)
  return step
}
