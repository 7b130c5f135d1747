import { expect, test } from 'vitest'
import type { JobCheckpoint } from '../../src/api/jobs.ts'
import { jobSections } from '../../src/report/jobs-section.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { renderSummary, SUMMARY_BYTES } from '../../src/report/summary.ts'
import { verificationSection } from '../../src/report/verification-section.ts'
import type { ResolvedJob } from '../../src/sharing/jobs/resolve-jobs.ts'
import type { Row } from '../../src/sharing/types.ts'
import type { Verification } from '../../src/sharing/verify.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT } from './fixtures.ts'

const KEY = 'sk-proj-Zk4mT9wQ2xLb7vNc5RfH1dYs'
// Of bytes.
const ROOM = 60_000
const SANITIZER = createSanitizer([KEY])
const HOSTILE = `<img src=x>\n\n# ::error::${KEY} \u202e`

const at = (step: number, losses: Partial<JobCheckpoint> = {}): JobCheckpoint => ({
  checkpointId: `ft:model:ckpt-step-${step}`,
  step,
  trainLoss: null,
  validLoss: null,
  fullValidLoss: null,
  ...losses,
})
const resolvedJobs = (more: Partial<ResolvedJob> = {}): ResolvedJob => ({
  job: {
    id: 'ftjob-a',
    status: 'succeeded',
    fineTunedModel: 'ft:model',
    error: null,
    estimatedFinish: null,
  },
  checkpoints: [],
  losses: [],
  selector: 'final',
  checkpointIds: ['ft:model'],
  ...more,
})
const shown = (training: ResolvedJob | ResolvedJob[], ...rows: Partial<Row>[]) =>
  jobSections({ ...REPORT, jobs: [training].flat(), plans: [planOf(...rows)] }, SANITIZER, ROOM)

/** The texts of the cells of all tables, line by line. */
const cellsOf = (markdown: string) =>
  [...markdown.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, line = '']) =>
    [...line.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) =>
      cell.replace(/<\/?code>/g, ''),
    ),
  )

/** The values of the lines of all charts. */
const linesOf = (markdown: string) =>
  [...markdown.matchAll(/^ {2}line \[(.*)\]$/gm)].map(([, values]) => values)

test("without jobs there's no section, and an unknown job has only its name", () => {
  expect(shown([])).toBe('')
  expect(shown(resolvedJobs())).toBe('<h4>Fine-tuning job <code>ftjob-a</code></h4>')
})

test('the table has each checkpoint, its losses, and its outcome', () => {
  const checkpoints = [
    at(10, { trainLoss: 0.123456, validLoss: 0 }),
    at(2_000, { trainLoss: -1.5, fullValidLoss: 2e-7 }),
    at(3_000, { checkpointId: 'ft:model' }),
  ]
  const checkpointIds = ['ft:model:ckpt-step-2000', 'ft:model']
  const markdown = shown(resolvedJobs({ checkpoints, checkpointIds }), {
    checkpointId: 'ft:model',
    status: 'granted',
  })
  expect(cellsOf(markdown)).toEqual([
    ['Step', 'Checkpoint', 'Train loss', 'Validation loss', 'Full validation loss', ''],
    ['10', 'ft:model:ckpt-step-10', '0.1235', '0', '', ''],
    ['2,000', 'ft:model:ckpt-step-2000', '-1.5', '', '2e-7', 'selected'],
    ['3,000', 'ft:model', '', '', '', '✅&nbsp;shared'],
  ])
})

const OTHERS = ['revoked', 'not-shared', 'to-grant', 'failed', 'unknown'] as const
test.each<[string, Partial<Row>]>([
  ['✅&nbsp;shared', { status: 'granted' }],
  ['✅&nbsp;shared', { status: 'shared' }],
  ['✅&nbsp;shared', { status: 'owner' }],
  ['selected', { status: 'shared', requested: false }],
  ['selected', { status: 'shared', checkpointId: 'ft:other' }],
  ...OTHERS.map((status): [string, Partial<Row>] => ['selected', { status }]),
])('a selected checkpoint is marked %s with a row of %j', (mark, row) => {
  const checkpoints = [at(1, { checkpointId: 'ft:model' })]
  const markdown = shown(resolvedJobs({ checkpoints }), { checkpointId: 'ft:model', ...row })
  expect(cellsOf(markdown)[1]?.at(-1)).toBe(mark)
})

test('a checkpoint that only some projects have access to is marked as partly shared', () => {
  const checkpoints = [at(1, { checkpointId: 'ft:model' })]
  const checkpointId = 'ft:model'
  const markdown = shown(
    resolvedJobs({ checkpoints }),
    { checkpointId, status: 'failed' },
    { checkpointId, status: 'granted', projectId: 'proj_b' },
  )
  expect(cellsOf(markdown)[1]?.at(-1)).toBe('🟠&nbsp;partly shared')
})

test('the chart uses the losses from events, or else from checkpoints', () => {
  const checkpoints = [at(10, { trainLoss: 2 }), at(20, { trainLoss: 1 })]
  const losses = [at(1, { trainLoss: 4 }), at(2, { trainLoss: 3 })]
  expect(linesOf(shown(resolvedJobs({ checkpoints, losses })))).toEqual(['4, 3'])
  expect(linesOf(shown(resolvedJobs({ checkpoints })))).toEqual(['2, 1'])
  expect(linesOf(shown(resolvedJobs({ checkpoints, losses: losses.slice(1) })))).toEqual(['2, 1'])
  expect(shown(resolvedJobs({ checkpoints: checkpoints.slice(1) }))).not.toContain('mermaid')
})

test('too few losses for a chart give way to those of checkpoints', () => {
  const checkpoints = [at(10, { trainLoss: 2 }), at(20, { trainLoss: 1 })]
  const losses = [at(1), at(2)]
  expect(linesOf(shown(resolvedJobs({ checkpoints, losses })))).toEqual(['2, 1'])
})

test('each job has its own part, with charts as the only Markdown', () => {
  const checkpoints = [at(10, { trainLoss: 2 }), at(20, { trainLoss: 1 })]
  const other = resolvedJobs({ job: { ...resolvedJobs().job, id: 'ftjob-b' }, checkpoints })
  const markdown = shown([resolvedJobs({ checkpoints }), other])
  expect(markdown.match(/ftjob-[ab]/g)).toEqual(['ftjob-a', 'ftjob-b'])
  expect(linesOf(markdown)).toEqual(['2, 1', '2, 1'])
  // GitHub recognizes a fence only at the start of a line, after a blank one.
  expect(
    markdown.match(/\n\n```mermaid\n%%\{init: .*\}%%\nxychart-beta\n[^`]*\n```\n\n<table>/g),
  ).toHaveLength(2)
})

test('a job that several entries name is drawn once, with the checkpoints of each', () => {
  const checkpoints = [at(10, { trainLoss: 2 }), at(20, { trainLoss: 1 })]
  const [first, second] = checkpoints.map(({ checkpointId }) =>
    resolvedJobs({ checkpoints, checkpointIds: [checkpointId] }),
  ) as [ResolvedJob, ResolvedJob]
  const markdown = shown([first, second])
  expect(markdown.match(/ftjob-a/g)).toHaveLength(1)
  expect(linesOf(markdown)).toEqual(['2, 1'])
  expect(cellsOf(markdown).map(cells => cells.at(-1))).toEqual(['', 'selected', 'selected'])
})

test('a table of very many checkpoints says how many it omits', () => {
  const checkpoints = Array.from({ length: 5_000 }, (_, step) => at(step))
  const markdown = shown(resolvedJobs({ checkpoints }))
  const left = Number(/<p>([\d,]+) rows omitted/.exec(markdown)?.[1]?.replace(',', ''))
  expect(cellsOf(markdown).length - 1 + left).toBe(5_000)
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(ROOM)
  // That file has only rows of permissions, and no jobs.
  expect(markdown).not.toContain('permissions-file')
})

test('GitHub accepts the summary of many jobs', () => {
  const checkpoints = Array.from({ length: 500 }, (_, step) => at(step, { trainLoss: step }))
  const { job } = resolvedJobs()
  const jobs = Array.from({ length: 50 }, (_, i) =>
    resolvedJobs({ job: { ...job, id: `ftjob-a${i}` }, checkpoints }),
  )
  const summary = renderSummary({ ...REPORT, settings: null, jobs }, SANITIZER, SUMMARY_BYTES)
  expect(Buffer.byteLength(summary)).toBeLessThan(2 ** 20)
  expect(summary.match(/ftjob-a/g)).toHaveLength(50)
})

const NO: Verification = {
  projectId: 'proj_b',
  checkpointId: 'ft:model',
  model: null,
  problem: { message: HOSTILE, hint: 'Look at the limits.', requestId: 'req_1' },
  isCertain: true,
}
const YES: Verification = {
  projectId: 'proj_a',
  checkpointId: 'ft:model',
  model: { ownedBy: HOSTILE, shutdownDate: HOSTILE },
  problem: null,
  isCertain: true,
}

test('keys are identified by their projects, with what each can use', () => {
  expect(verificationSection([], SANITIZER, ROOM)).toBe('')
  const model = { ownedBy: 'acme', shutdownDate: '2027-01-06' }
  const bare = { ownedBy: null, shutdownDate: null }
  const problem = { message: 'no such model', hint: null, requestId: null }
  const markdown = verificationSection(
    [
      { ...YES, model },
      { ...YES, model: bare },
      { ...NO, problem },
    ],
    SANITIZER,
    ROOM,
  )
  expect(cellsOf(markdown)).toEqual([
    ['Project', 'Model', 'Result', 'Owned by', 'Shutdown date'],
    ['proj_a', 'ft:model', '✅&nbsp;can use it', 'acme', '2027-01-06'],
    ['proj_a', 'ft:model', '✅&nbsp;can use it', '', ''],
    ['proj_b', 'ft:model', "❌&nbsp;can't use it<br>No such model", '', ''],
  ])
})

test("a key that can't use a model is shown with its fix and its request", () => {
  const markdown = verificationSection([NO], SANITIZER, ROOM)
  expect(markdown).toContain('Look at the limits')
  expect(markdown).toContain('req_1')
})

test('untrusted text is neither Markdown nor HTML, and shows no key', () => {
  const job = { ...resolvedJobs().job, id: HOSTILE }
  const checkpoints = [at(1, { checkpointId: HOSTILE })]
  const markdown = [
    verificationSection([YES, NO], SANITIZER, ROOM),
    shown(resolvedJobs({ job, checkpoints, checkpointIds: [HOSTILE] })),
  ].join('')
  expect(markdown).not.toMatch(/<img|\n\n#|::error::|\u202e|Zk4mT9wQ/)
})
