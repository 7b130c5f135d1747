import { type Api, type ApiSetup, startApi } from './api.ts'
import { runStep, type StepOptions, type StepResult } from './runner.ts'
import { UndiciActivity } from './undici-activity.ts'
import { VirtualClock } from './virtual-clock.ts'

/** A step that ran in virtual time, and its API. */
export interface VirtualStep extends AsyncDisposable {
  step: StepResult
  api: Api
  /** How long it took on its own clock, in milliseconds. */
  milliseconds: number
}

/** What a step in virtual time can have besides its inputs. */
export interface VirtualOptions extends Pick<StepOptions, 'random'> {
  /** Starts what else the step needs, and returns the options for it. */
  prepare?: (api: Api, now: () => number) => Promise<StepOptions>
}

/**
 * Runs the action from its sources against an API, in time that passes only while both wait.
 *
 * @param setupOf the API's setup, given its clock
 */
export async function runInVirtualTime(
  setupOf: (now: () => number) => ApiSetup,
  inputs: Record<string, string | readonly string[]>,
  { prepare, ...options }: VirtualOptions = {},
): Promise<VirtualStep> {
  using activity = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => activity.isBusy)
  const now = () => clock.now()
  const api = await startApi({ now, ...setupOf(now) })
  const started = now()
  const given = Object.entries(inputs).map(([name, value]) => [name, [value].flat().join('\n')])
  const prepared = (await prepare?.(api, now)) ?? {}
  const step = await runStep({
    ...options,
    ...prepared,
    clock,
    inputs: {
      'admin-key': api.adminKey,
      'base-url': api.baseUrl,
      ...prepared.inputs,
      ...Object.fromEntries(given),
    },
  })
  return {
    step,
    api,
    milliseconds: now() - started,
    async [Symbol.asyncDispose]() {
      await step[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}
