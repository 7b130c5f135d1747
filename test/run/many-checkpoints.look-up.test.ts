import { expect, test } from 'vitest'
import { checkpoints, ids } from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import type { Answer } from '../support/api.ts'
import {
  expectAtMost,
  expectGranted,
  FOR_GOOD,
  lastAccepted,
  MINUTE,
  OOPS,
  play,
  type Run,
  SECOND,
  statusesAt,
} from './many-checkpoints.ts'

const UNKNOWN = 'proj_unknown'

const limited = (seconds: number): Answer => ({
  ...failure(429, 'Rate limit reached for requests.'),
  headers: { 'retry-after': `${seconds}` },
})

/**
 * This many projects, one of them unknown, with an API that doesn't name it and can't list
 * projects.
 */
const playUnlisted = (size: readonly [number, number], at: number, answer: Answer): Promise<Run> =>
  play({
    size: [size[0], size[1] - 1],
    setup: { rules: { namesBadProject: false } },
    inputs: { 'project-ids': ids(size[1] - 1).toSpliced(at, 0, UNKNOWN) },
    prepare: api => api.fault({ on: 'projects', times: FOR_GOOD, answer }),
  })

/** The duration of the project lookup, in seconds. */
function secondsOfLookUp({ spans }: Run): number {
  const times = spans.filter(({ request }) => request.route === 'projects').map(({ from }) => from)
  return (Math.max(...times) - Math.min(...times)) / SECOND
}

const SIZES: [size: [number, number], at: number][] = [
  [[10, 2], 1],
  [[10, 2], 0],
  [[1, 8], 6],
  [[1, 8], 0],
]
const FAULTS: [name: string, answer: Answer, most: number][] = [
  ['always fails', OOPS, 15],
  ['has to wait an hour', limited(3_600), 0],
  ['has to wait a minute', limited(60), 0],
]

test.each(
  SIZES.flatMap(([size, at]) =>
    FAULTS.map(([name, answer, most]) => ({ size, at, name, answer, most })),
  ),
)(
  'if the list of projects $name, $size.0 × $size.1 are bisected (bad project at $at)',
  async ({ size, at, answer, most }) => {
    await using run = await playUnlisted(size, at, answer)
    expectAtMost('seconds of looking up', secondsOfLookUp(run), most)
    expectAtMost('minutes to the last grant', lastAccepted(run, 'create') / MINUTE, 3)
    expectAtMost('minutes of the run', run.took / MINUTE, 4)
    expect.soft(run.step.outputs.result).toBe('failed')
    const expected = Array(size[1] - 1)
      .fill('granted')
      .toSpliced(at, 0, 'failed')
    for (const id of checkpoints(size[0])) expect.soft(statusesAt(run, id)).toEqual(expected)
    expectGranted(run, checkpoints(size[0]), ids(size[1] - 1))
  },
)
