import type { Size } from '../../test/support/request-cases.ts'
import { grantAll } from './grant-all.ts'
import { type BenchOptions, formatNumber, median, type Section } from './results.ts'

const SIZE: Size = [60, 3]
const LATENCY_MS = 100
/** A list and a grant. */
const REQUESTS_PER_CHECKPOINT = 2
const AT_A_TIME = 6

// A run waits most of the time, so it varies little.
const MAX_RUNS = 5

/** How long a grant takes for many checkpoints if no rate limit applies. */
export async function manyCheckpoints({ runs }: BenchOptions): Promise<Section> {
  const [checkpoints, projects] = SIZE
  const count = Math.min(runs, MAX_RUNS)
  const times: number[] = []
  for (let run = 0; run < count; run++) {
    const { milliseconds } = await grantAll(SIZE, LATENCY_MS)
    times.push(milliseconds)
  }
  const action = median(times)
  const oneByOne = checkpoints * REQUESTS_PER_CHECKPOINT * LATENCY_MS
  // The first list goes alone, and so does the first grant.
  const rounds = 1 + Math.ceil((checkpoints - 1) / AT_A_TIME)
  const ideal = rounds * REQUESTS_PER_CHECKPOINT * LATENCY_MS
  const row = (name: string, milliseconds: number) => [
    name,
    `${formatNumber(milliseconds / 1_000, 1)} s`,
    `${formatNumber(milliseconds / oneByOne, 2)}×`,
  ]
  return {
    title: 'Many checkpoints',
    about: `The built action grants ${projects} projects access to ${checkpoints} checkpoints. \
The server runs on the same machine, has no rate limit, and takes ${LATENCY_MS} ms for each response. \
The action lists and grants ${AT_A_TIME} checkpoints at a time, after the first list and the first grant have succeeded. \
Its time is the median of ${count} runs, each a whole process. The other times are calculated from the responses alone.`,
    head: ['', 'Time', 'Relative to one at a time'],
    rows: [
      row('This action', action),
      row(`${AT_A_TIME} checkpoints at a time, calculated`, ideal),
      row('One checkpoint at a time, calculated', oneByOne),
    ],
    targets: [
      {
        name: `${checkpoints} checkpoints and ${projects} projects`,
        value: action / 1_000,
        max: 4,
        unit: ' s',
      },
    ],
  }
}
