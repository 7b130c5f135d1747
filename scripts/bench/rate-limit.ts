import { SeededRandom } from '../../test/chaos/seeded-random.ts'
import { type RequestCase, requestCase } from '../../test/support/request-cases.ts'
import { runInVirtualTime } from '../../test/support/virtual-step.ts'
import { idealTime, TokenBucket } from './bucket.ts'
import { type ClientRun, runClient } from './openai-client.ts'
import { type BenchOptions, formatNumber, median, type Section, type Target } from './results.ts'

/** Checkpoints, each of which takes a list and a grant. */
const SIZES = [20, 100]

/** How long a grant takes under the rate limit, and how often it is rejected. */
export async function rateLimit({ runs }: BenchOptions): Promise<Section> {
  const rows: string[][] = []
  const targets: Target[] = []
  for (const many of SIZES) {
    const needed = many * 2
    const ideal = idealTime(needed)
    const example = requestCase([many, 3], 'from nothing')
    const line = (name: string, { time, refused, later, end = 'done' }: TableLine) =>
      rows.push([
        formatNumber(needed),
        name,
        time < 60_000
          ? `${formatNumber(time / 1_000, 1)} s`
          : `${formatNumber(time / 60_000, 1)} min`,
        end === 'done' ? formatNumber(time / ideal, 2) : '',
        formatNumber(refused),
        end === 'done' ? `${formatNumber(later * 100)} %` : '',
        end,
      ])
    line('The ideal', { time: ideal, refused: 0, later: 0 })

    const simulations: SimulatedRun[] = []
    for (let seed = 1; seed <= runs; seed++) simulations.push(await runAction(example, seed))
    const action = medianOf(simulations)
    line('This action', action)
    targets.push(
      { name: `${needed} requests, time in ideal times`, value: action.time / ideal, max: 1.15 },
      {
        name: `${needed} requests, refused after the first minute in percent`,
        value: action.later * 100,
        max: 15,
      },
    )
    for (const retries of [2, 1_000]) {
      const clientRuns: ClientRun[] = []
      for (let run = 0; run < runs; run++) clientRuns.push(await runClient(example, retries))
      const shared = median(clientRuns.map(one => one.shared))
      const end = shared < many ? `gives up after ${shared} of ${many} checkpoints` : 'done'
      const name = retries === 2 ? 'as it is (2 retries)' : 'with retries without end'
      line(`The \`openai\` package, ${name}`, { ...medianOf(clientRuns), end })
    }
  }
  return {
    title: 'Under the rate limit',
    about: `A server that lets through 8 requests at once and then one every 7.5 seconds, and answers 429 without saying when to come back, as the admin endpoints were seen to do. Three projects get access to 20 and to 100 checkpoints. By a simulated clock, ${runs} times with other random numbers; medians.`,
    head: [
      'Requests needed',
      '',
      'Time',
      'In ideal times',
      'Refused',
      'Refused after the first minute',
      'End',
    ],
    rows,
    targets,
  }
}

/** A line of the table; times in milliseconds. */
interface TableLine {
  time: number
  refused: number
  /** The share of the requests after the first minute that were rejected. */
  later: number
  end?: string
}

function medianOf(runs: readonly SimulatedRun[]): TableLine {
  return {
    time: median(runs.map(({ milliseconds }) => milliseconds)),
    refused: median(runs.map(({ bucket }) => bucket.refused)),
    later: median(runs.map(({ bucket }) => bucket.refusedLater)),
  }
}

interface SimulatedRun {
  milliseconds: number
  bucket: TokenBucket
}

async function runAction(
  { checkpoints, projects, setup }: RequestCase,
  seed: number,
): Promise<SimulatedRun> {
  let bucket: TokenBucket | null = null
  await using run = await runInVirtualTime(
    now => {
      bucket = new TokenBucket(now)
      return { ...setup, interfere: bucket.interfere }
    },
    { 'checkpoint-id': checkpoints, 'project-ids': projects, 'share-timeout-minutes': '600' },
    { random: new SeededRandom(seed).next },
  )
  const { step, milliseconds } = run
  if (step.outputs.result !== 'ok' || bucket === null) throw new Error(step.log)
  return { milliseconds, bucket }
}
