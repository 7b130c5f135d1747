import { expectMatchesServer, rowsOf, share } from '../action/setup.ts'
import { startApi } from '../support/api.ts'
import type { StepOptions } from '../support/runner.ts'
import { Wire } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { Weather } from './fault-injector.ts'
import { expectPromises } from './oracle.ts'
import { Dice } from './seeded-random.ts'
import { checkpointId, inputsOf, type Scenario, setupOf } from './scenario.ts'

/**
 * Runs a scenario from the sources, in virtual time, and checks what came of it.
 *
 * @returns the result, and the status of each row
 */
export async function runInProcess(scenario: Scenario): Promise<string[]> {
  using wire = new Wire()
  const clock = new VirtualClock(undefined, () => wire.isBusy)
  const random = new Dice(~scenario.seed).roll
  return await play(
    scenario,
    () => clock.now(),
    { clock, random },
    port => wire.hang(port),
    0,
  )
}

// Each request, pause and start takes real milliseconds that count as so many more.
const REAL_DELAY_MS = 300

/**
 * Runs a scenario with the built action, that many times faster than real time, and checks what
 * came of it.
 *
 * @returns the result, and the status of each row
 */
export async function runBuilt(scenario: Scenario, speed: number): Promise<string[]> {
  const start = performance.now()
  const now = () => Date.UTC(2026, 10, 24) + (performance.now() - start) * speed
  return play(scenario, now, { speed }, () => {}, REAL_DELAY_MS * speed)
}

async function play(
  scenario: Scenario,
  now: () => number,
  options: StepOptions,
  onHang: (port: number) => void,
  delayMs: number,
): Promise<string[]> {
  const weather = new Weather(scenario, now)
  const { cancelledAfter, others } = scenario.weather
  let cancel = () => {}
  await using api = await startApi({
    ...setupOf(scenario),
    now,
    interfere: (request, carryOut) => {
      if (weather.journal.length === cancelledAfter) cancel()
      const answer = weather.interfere(request, carryOut)
      if (answer === 'hang') onHang(request.port)
      return answer
    },
  })
  weather.begin(api)
  const existing = scenario.checkpoints.flatMap(({ exists }, index) =>
    exists ? [checkpointId(index)] : [],
  )
  const before = new Map(existing.map(id => [id, api.permissions(id)]))
  let began: number | null = null
  await using step = await share(api, inputsOf(scenario, api), {
    ...options,
    onLine: (_, { kill }) => {
      // The time to share begins just before the first line.
      began ??= now()
      cancel = () => kill('SIGINT')
    },
  })
  const ended = now()
  try {
    expectPromises({ scenario, step, api, weather, before, began: began ?? ended, ended, delayMs })
    if (others === 0) expectMatchesServer(step, api)
    return [step.outputs.result ?? '', ...rowsOf(step).map(({ status }) => status)]
  } catch (error) {
    const requests = weather.journal.map(({ request, answer, made, taken }) =>
      JSON.stringify({
        call: `${request.method} ${request.url}`,
        body: request.body,
        answer,
        made,
        taken,
      }),
    )
    throw new Error(`${step.stdout}\n${requests.join('\n')}`, { cause: error })
  }
}
