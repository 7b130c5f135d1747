import { expect, test } from 'vitest'
import { expectMatchesServer, organization, type SharedStep, share } from './setup.ts'

/** The waits, in milliseconds, before the step's second and last requests. */
const WAITS = [1_000, 0, 2_000]

/** The tolerance above a wait, in real milliseconds, on a busy machine. */
const TOLERANCE = 250

/** The tolerance below a wait, in real milliseconds: a Node timer can end that early. */
const EARLY = 2

/** Runs a step that is throttled at first and loses the response to its grant. */
async function run(speed: number): Promise<SharedStep> {
  await using api = await organization(2)
  api.fault({ on: 'list', answer: { status: 429, headers: { 'retry-after': '1' } } })
  api.fault({ on: 'create', acts: true, answer: 'reset' })
  const step = await share(api, { 'project-ids': ['proj_0', 'proj_1'] }, { speed })
  expectMatchesServer(step, api)
  return step
}

/** The log without what differs from run to run, and its times in milliseconds. */
function readLog({ log }: SharedStep) {
  const times: number[] = []
  const text = log
    .replace(/req_\w+|127\.0\.0\.1:\d+|cp_\w+/g, 'ID')
    .replace(/(?:(\d+) min ?)?(?:([\d.]+) s )?(left)\.|(in) ([\d.]+) s\.$/gm, (_, ...parts) => {
      const [minutes, seconds, left, , tookMs] = parts
      const reportedMs = 60_000 * Number(minutes ?? 0) + 1_000 * Number(seconds ?? tookMs ?? 0)
      times.push(left ? 30 * 60_000 - reportedMs : reportedMs)
      return 'TIME'
    })
  return { text, times }
}

// On a busy machine, a timer can be later than the tolerance, whatever the action does.
const RETRY_IF_TIMERS_ARE_LATE = { retry: 2 }

test(
  'a clock that runs 50 times faster changes only the real duration of waits',
  RETRY_IF_TIMERS_ARE_LATE,
  async () => {
    const [slow, fast] = await Promise.all([run(1), run(50)])
    await using _slow = slow
    await using _fast = fast
    expect(readLog(fast).text).toBe(readLog(slow).text)
    expect(readLog(slow).text).toMatch(
      /^Retrying in 1\.0 s: .* TIME (.*\n)*.*Checking permissions in 2\.0 s\. TIME\n/m,
    )
    for (const [step, speed] of [
      [slow, 1],
      [fast, 50],
    ] as const) {
      const waits = step.requests.slice(1).map(({ at }, i) => at - (step.requests[i]?.at ?? 0))
      expect(waits).toHaveLength(WAITS.length)
      for (const [i, requestedMs] of WAITS.entries()) {
        expect(waits[i]).toBeGreaterThan(requestedMs / speed - EARLY)
        expect(waits[i]).toBeLessThan(requestedMs / speed + TOLERANCE)
      }
      // Logged when the first request was throttled, when the response was lost, and at the end.
      const { times } = readLog(step)
      expect(times).toHaveLength(3)
      for (const [i, requestedMs] of [0, 1_000, 3_000].entries()) {
        // The minutes left are precise to the second.
        expect(times[i]).toBeGreaterThan(requestedMs - EARLY * 2 * speed - 500)
        expect(times[i]).toBeLessThan(requestedMs + (i + 1) * TOLERANCE * speed + 500)
      }
    }
  },
)
