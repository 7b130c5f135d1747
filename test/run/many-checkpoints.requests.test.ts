import { expect, test } from 'vitest'
import { projectsOf } from '../action/expect-writes.ts'
import { expectLearned } from '../action/learning.ts'
import { CHECKPOINT, checkpoints, ids } from '../action/setup.ts'
import { LEARNING_CASES } from '../support/learning-cases.ts'
import { SeededRandom } from '../support/seeded-random.ts'
import { UndiciActivity } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { expectAtMost, expectGranted, play, type Run, requestsOf } from './many-checkpoints.ts'

const NAMED_CASES = LEARNING_CASES.map(learning => [learning.name, learning] as const)
const OTHERS = checkpoints(4).slice(1)

test.each(NAMED_CASES)('requests of %s', async (_, learning) => {
  using wire = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => wire.isBusy)
  const setup = { ...learning.setup, now: () => clock.now() }
  await expectLearned({ ...learning, setup }, { clock, random: new SeededRandom(1).next })
})

const postsTo = (run: Run, checkpointId: string) =>
  requestsOf(run, checkpointId, 'create').map(projectsOf)

test.each([5, 10, 20])('a batch size of %i that one checkpoint accepts is kept', async most => {
  await using run = await play({ size: [4, 100], setup: { rules: { maxProjectIds: most } } })
  for (const id of OTHERS) {
    const sizes = postsTo(run, id).map(({ length }) => length)
    expectAtMost('the largest POST', Math.max(...sizes), most)
    // The size was found by halving, so it is more than half of the maximum.
    expectAtMost('POSTs to another checkpoint', sizes.length, Math.ceil(100 / (most / 2)))
  }
  expectGranted(run, checkpoints(4), ids(100))
})

const GOOD = ids(3)
const [UNKNOWN, ARCHIVED] = ['proj_unknown', 'proj_archived']

test.each([
  ['named', true],
  ['not named', false],
])(
  'projects that the organization lacks, %s, are sent to only one checkpoint',
  async (_, named) => {
    const requested = [UNKNOWN, ...GOOD, ARCHIVED]
    await using run = await play({
      size: [4, 3],
      setup: {
        projects: [{ id: ARCHIVED, status: 'archived' }],
        rules: { namesBadProject: named },
      },
      inputs: { 'project-ids': requested },
    })
    expect.soft(postsTo(run, CHECKPOINT)[0]).toEqual(requested)
    for (const id of OTHERS) expect.soft(postsTo(run, id)).toEqual([GOOD])
    expectGranted(run, checkpoints(4), GOOD)
    const errors = run.step.outputs['failed-count']
    expect(errors).toBe('8')
  },
)

test('a project that failed alone is sent last and alone where the others go first', async () => {
  const requested = ['proj_0', UNKNOWN, 'proj_1', 'proj_2']
  await using run = await play({
    size: [4, 3],
    setup: { rules: { namesBadProject: false, projectsReadable: false } },
    inputs: { 'project-ids': requested },
  })
  for (const id of OTHERS) expect.soft(postsTo(run, id)).toEqual([GOOD, [UNKNOWN]])
  expectGranted(run, checkpoints(4), GOOD)
})
