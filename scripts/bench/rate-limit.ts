import { Dice } from '../../test/chaos/seeded-random.ts'
import { type RequestCase, requestCase } from '../../test/support/request-cases.ts'
import { runInVirtualTime } from '../../test/support/virtual-step.ts'
import { Bucket, idealTime } from './bucket.ts'
import { type OfficialRun, playOfficial } from './openai-client.ts'
import { median, type Options, type Part, shown, type Target } from './results.ts'

/** Checkpoints, each of which takes a list and a grant. */
const SIZES = [20, 100]

/** How long a grant takes under the rate limit, and how often it is refused. */
export async function limit({ runs }: Options): Promise<Part> {
  const rows: string[][] = []
  const targets: Target[] = []
  for (const many of SIZES) {
    const needed = many * 2
    const ideal = idealTime(needed)
    const example = requestCase([many, 3], 'from nothing')
    const line = (name: string, { time, refused, later, end = 'done' }: Line) =>
      rows.push([
        shown(needed),
        name,
        time < 60_000 ? `${shown(time / 1_000, 1)} s` : `${shown(time / 60_000, 1)} min`,
        end === 'done' ? shown(time / ideal, 2) : '',
        shown(refused),
        end === 'done' ? `${shown(later * 100)} %` : '',
        end,
      ])
    line('The ideal', { time: ideal, refused: 0, later: 0 })

    const played: Played[] = []
    for (let seed = 1; seed <= runs; seed++) played.push(await playAction(example, seed))
    const action = middle(played)
    line('This action', action)
    targets.push(
      { name: `${needed} requests, time in ideal times`, figure: action.time / ideal, most: 1.15 },
      {
        name: `${needed} requests, refused after the first minute in percent`,
        figure: action.later * 100,
        most: 15,
      },
    )
    for (const retries of [2, 1_000]) {
      const official: OfficialRun[] = []
      for (let run = 0; run < runs; run++) official.push(await playOfficial(example, retries))
      const shared = median(official.map(one => one.shared))
      const end = shared < many ? `gives up after ${shared} of ${many} checkpoints` : 'done'
      const name = retries === 2 ? 'as it is (2 retries)' : 'with retries without end'
      line(`The \`openai\` package, ${name}`, { ...middle(official), end })
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

/** What a line of the table says; times in milliseconds. */
interface Line {
  time: number
  refused: number
  /** The share of the requests after the first minute that were refused. */
  later: number
  end?: string
}

function middle(played: readonly Played[]): Line {
  return {
    time: median(played.map(({ milliseconds }) => milliseconds)),
    refused: median(played.map(({ bucket }) => bucket.refused)),
    later: median(played.map(({ bucket }) => bucket.refusedLater)),
  }
}

interface Played {
  milliseconds: number
  bucket: Bucket
}

async function playAction(
  { checkpoints, projects, setup }: RequestCase,
  seed: number,
): Promise<Played> {
  let bucket: Bucket | null = null
  await using run = await runInVirtualTime(
    now => {
      bucket = new Bucket(now)
      return { ...setup, interfere: bucket.interfere }
    },
    { 'checkpoint-id': checkpoints, 'project-ids': projects, 'share-timeout-minutes': '600' },
    { random: new Dice(seed).roll },
  )
  const { step, milliseconds } = run
  if (step.outputs.result !== 'ok' || bucket === null) throw new Error(step.log)
  return { milliseconds, bucket }
}
