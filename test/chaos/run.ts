import { expectMatchesServer, rowsOf, share } from '../action/setup.ts'
import { startApi } from '../support/api.ts'
import type { StepOptions } from '../support/runner.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { UndiciActivity } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { FaultInjector } from './fault-injector.ts'
import { expectGuarantees } from './oracle.ts'
import { checkpointId, inputsOf, type Scenario, setupOf } from './scenario.ts'

/**
 * Runs a scenario from the sources, in virtual time, and checks the outcome.
 *
 * @returns the result, and the status of each row
 */
export async function runInProcess(scenario: Scenario): Promise<string[]> {
  using activity = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => activity.isBusy)
  const random = new SeededRandom(~scenario.seed).next
  return await runScenario(
    scenario,
    () => clock.now(),
    { clock, random },
    {
      hang: port => activity.hang(port),
      async delay(port, milliseconds) {
        if (milliseconds === 0) return
        activity.hang(port)
        await clock.sleep(milliseconds)
        activity.resume(port)
      },
    },
    0,
  )
}

// On a loaded machine a request can arrive any time after it was sent, so deadlines are checked
// only in virtual time.
const ANY_DELAY_MS = Number.POSITIVE_INFINITY

/**
 * Runs a scenario with the built action, this many times faster than real time, and checks the
 * outcome.
 *
 * @returns the result, and the status of each row
 */
export async function runBuilt(scenario: Scenario, speed: number): Promise<string[]> {
  const start = performance.now()
  const now = () => Date.UTC(2026, 10, 24) + (performance.now() - start) * speed
  return runScenario(scenario, now, { speed }, { hang() {}, async delay() {} }, ANY_DELAY_MS)
}

/** What happens to responses on their way to the client, which sent the request from a port. */
interface Wire {
  /** Notes that no response will come. */
  hang(port: number): void
  /** Holds a response back. */
  delay(port: number, milliseconds: number): Promise<void>
}

async function runScenario(
  scenario: Scenario,
  now: () => number,
  options: StepOptions,
  wire: Wire,
  delayMs: number,
): Promise<string[]> {
  const injector = new FaultInjector(scenario, now)
  const { cancelledAfter, externalChanges } = scenario.conditions
  let cancel = () => {}
  await using api = await startApi({
    ...setupOf(scenario),
    now,
    interfere: (request, respond) => {
      if (injector.journal.length === cancelledAfter) {
        injector.cancelled()
        cancel()
      }
      const answer = injector.interfere(request, respond)
      if (answer === 'hang') wire.hang(request.port)
      return answer
    },
    async beforeAnswer(request) {
      if (request.status !== 'hang') await wire.delay(request.port, injector.latency())
      injector.answered(request)
    },
  })
  injector.connect(api)
  const existing = scenario.checkpoints.flatMap(({ exists }, index) =>
    exists ? [checkpointId(index)] : [],
  )
  const before = new Map(existing.map(id => [id, api.permissions(id)]))
  let startedAt: number | null = null
  await using step = await share(api, inputsOf(scenario, api), {
    ...options,
    onLine: (_, { kill }) => {
      // The time to share starts just before the first line.
      startedAt ??= now()
      cancel = () => kill('SIGINT')
    },
  })
  const endedAt = now()
  try {
    expectGuarantees({
      scenario,
      step,
      api,
      injector,
      before,
      startedAt: startedAt ?? endedAt,
      endedAt,
      delayMs,
    })
    if (externalChanges === 0) expectMatchesServer(step, api)
    return [step.outputs.result ?? '', ...rowsOf(step).map(({ status }) => status)]
  } catch (error) {
    const requests = injector.journal.map(({ request, answer, created, deleted }) =>
      JSON.stringify({
        call: `${request.method} ${request.url}`,
        body: request.body,
        answer,
        created,
        deleted,
      }),
    )
    throw new Error(`${step.stdout}\n${requests.join('\n')}`, { cause: error })
  }
}
