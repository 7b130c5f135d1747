/**
 * The action is canceled at random moments. A seed determines them, and also what the step does,
 * which faults occur, how fast its clock runs, and which signals arrive. A failing run names its
 * seed; `CANCEL_SEEDS=5,17` in the environment runs these seeds instead.
 */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { testUnless } from '../support/unless.ts'
import { CHECKPOINTS, runScenario, scenarioOf, startScenario } from './cancel-scenarios.ts'
import { projectsOf } from './expect-writes.ts'
import { rowsOf } from './server-consistency.ts'
import {
  expectMatchesServer,
  holders,
  organization,
  type SharedStep,
  share,
  statusList,
} from './setup.ts'
import type { Row } from './shared-step.ts'
import { runWithSignals } from './signals.ts'

const { CANCEL_SEEDS } = process.env
// Together they interrupt grants, syncs, and revocations at many different points.
const CHOSEN = '5,6,20,21,25,31,34,37,46,50,53,62,68,70,78,79,80,85,93,107,112'
const SEEDS = (CANCEL_SEEDS ?? CHOSEN).split(',').map(Number)

// The runner sends SIGTERM 7.5 s after SIGINT, and kills the step 2.5 s later. A write in flight gets
// a second for its response, two pass before it's read back, and the read gets three.
const WITHIN = 7_500
const AT_ONCE = 2_500

/** The projects that hold a permission for each checkpoint, according to the server. */
type Holders = Map<string, string[]>

const holdersOf = (api: Api): Holders => new Map(CHECKPOINTS.map(id => [id, holders(api, id)]))

/** How the log's line about a failure starts, by status. */
const FAILURE_STARTS: Record<string, string> = {
  unknown: 'Unknown outcome for',
  skipped: 'Skipped',
  failed: "Couldn't (grant|revoke|read|list)",
}

/** The summary counts each status correctly, and the log explains failures. */
function expectReported({ summary, log, outputs }: SharedStep, rows: Row[]): void {
  expect(summary).toMatch(/^### 🚫 Cancelled: /u)
  if (outputs.changed === '') expect(summary).toContain('Cancelled: nothing was changed')
  expect(log).toMatch(/^Cancelled: .*[.] \d+ requests? in /m)
  const byStatus = Object.groupBy(rows, ({ status }) => status)
  for (const [status, { length } = []] of Object.entries(byStatus)) {
    expect(summary?.split(`&nbsp;${status}<`), status).toHaveLength(length + 1)
    const start = FAILURE_STARTS[status]
    if (start)
      expect(log).toMatch(
        new RegExp(`^${start} .*(cancelled|the API returned|no complete response)`, 'm'),
      )
  }
}

/** Skipped rows are unchanged on the server, and no POST with them was applied. */
function expectUntouched(
  { requests }: SharedStep,
  rows: Row[],
  before: Holders,
  after: Holders,
): void {
  const done = requests.filter(({ status, route }) => route === 'create' && status === 200)
  for (const { checkpoint_id: id, project_id: project, status } of rows) {
    if (status !== 'skipped') continue
    const [held, holds] = [before, after].map(state => state.get(id)?.includes(project))
    expect(holds, `${id} ${project}`).toBe(held)
    const posts = done.filter(({ checkpointId }) => checkpointId === id)
    expect(posts.flatMap(projectsOf)).not.toContain(project)
  }
}

describe('a signal at any moment ends the step soon, and the report is accurate', () => {
  const seen = { cancelled: 0, done: 0, untried: 0 }

  test.each(SEEDS)('seed %i', async seed => {
    const scenario = scenarioOf(seed)
    await using api = await startScenario(scenario)
    const before = holdersOf(api)
    const { step: ended, signaledAt, tookMs } = await runScenario(scenario, api)
    await using step = ended
    expect(tookMs).toBeLessThan(WITHIN)
    expect(step.stderr).toBe('')
    const { result } = step.outputs
    // A signal after the report is complete, while Node is shutting down, ends it at once.
    if (step.signal !== null) {
      expect(scenario.signals).toContain(step.signal)
      const isOk = result === 'ok'
      Object.assign(step, { exitCode: isOk ? 0 : 1, outcome: isOk ? 'success' : 'failure' })
    }
    expectMatchesServer(step, api)
    // At each checkpoint, one request might have been sent before, and another until the process gets
    // the signal.
    const late = step.requests.filter(
      one => one.method !== 'GET' && one.at > (signaledAt ?? Infinity),
    )
    expect(late.length).toBeLessThanOrEqual(2 * CHECKPOINTS.length)
    // The step can end before the signal arrives.
    if (result === 'ok') return
    expect(result).toBe('cancelled')
    const rows = rowsOf(step)
    expectReported(step, rows)
    expectUntouched(step, rows, before, holdersOf(api))
    const has = (...statuses: string[]) => Number(rows.some(row => statuses.includes(row.status)))
    seen.cancelled++
    seen.done += has('granted', 'revoked')
    seen.untried += has('skipped')
  })

  testUnless(CANCEL_SEEDS && 'CANCEL_SEEDS selects other steps')(
    'most were canceled midway',
    () => {
      expect(seen.cancelled).toBeGreaterThan(SEEDS.length / 2)
      expect(seen.untried).toBeGreaterThan(SEEDS.length / 2)
      expect(seen.done).toBeGreaterThan(SEEDS.length / 3)
    },
  )
})

describe('before any request is sent', () => {
  /** Runs a step of three checkpoints and checks that it ended soon without changes. */
  async function expectNothing(
    api: Api,
    inputs: Record<string, string>,
    isTime: () => boolean,
    signals: NodeJS.Signals[],
  ): Promise<void> {
    const requested = { 'checkpoint-id': CHECKPOINTS, 'project-ids': 'proj_0', ...inputs }
    const outcome = await runWithSignals({ isTime, signals }, onLine =>
      share(api, requested, { onLine }),
    )
    await using step = outcome.step
    expectMatchesServer(step, api)
    expect(outcome.tookMs).toBeLessThan(AT_ONCE)
    expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '', posts: [], deletes: [] })
    expect(step.outputs).toMatchObject({ result: 'cancelled', changed: 'false' })
    expect(statusList(step)).toEqual(['skipped', 'skipped', 'skipped'])
    expectReported(step, rowsOf(step))
  }

  test.each<{ signals: NodeJS.Signals[] }>([
    { signals: ['SIGTERM'] },
    { signals: ['SIGINT', 'SIGINT'] },
  ])('while connecting ($signals)', async ({ signals }) => {
    await using api = await organization(1)
    // It never responds to a TLS handshake.
    const connections: Socket[] = []
    const server = createServer(socket => void connections.push(socket.on('error', () => {})))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    await expectNothing(api, { 'base-url': url }, () => connections.length > 0, signals)
    for (const connection of connections) connection.destroy()
    server.close()
    expect(connections).toHaveLength(1)
    expect(api.requests).toEqual([])
  })

  test('at the first log line', async () => {
    await using api = await organization(1)
    api.fault({ on: 'list', times: Number.POSITIVE_INFINITY, answer: 'hang' })
    await expectNothing(api, {}, () => true, ['SIGINT'])
    expect(api.requests.length).toBeLessThanOrEqual(1)
  })
})
