import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Status } from '../../src/sharing/status.ts'
import type { Row } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import {
  parsedFixSteps,
  parsedUndoSteps,
  planWithOthers,
  planWithStatus,
  projectIds,
  TOO_MANY_STEPS,
} from './parse-steps.ts'

const apart = (length: number, status: Status) =>
  Array.from({ length }, (_, index) => planWithStatus(`ft:${index}`, status, `proj_${index}`))

test("more than ten steps or 500 projects aren't listed", () => {
  expect(parsedUndoSteps(...apart(10, 'granted'))).toHaveLength(10)
  expect(parsedUndoSteps(...apart(11, 'granted'))).toEqual(TOO_MANY_STEPS)
  expect(parsedUndoSteps(planWithStatus('ft:1', 'granted', ...projectIds(500)))).toHaveLength(1)
  expect(parsedUndoSteps(planWithStatus('ft:1', 'granted', ...projectIds(501)))).toEqual(
    TOO_MANY_STEPS,
  )
  expect(parsedFixSteps({}, ...apart(11, 'not-shared'))).toEqual(TOO_MANY_STEPS)
})

test('an undo is complete or omitted', () => {
  const much = planWithStatus('ft:1', 'granted', ...projectIds(501))
  expect(parsedUndoSteps(much, planWithStatus('ft:1', 'revoked', 'proj_x'))).toEqual(TOO_MANY_STEPS)
  expect(
    parsedFixSteps({ exact: true }, ...apart(11, 'not-shared'), planWithOthers('ft:1', 'proj_x')),
  ).toEqual(TOO_MANY_STEPS)
})

// Possible IDs, including those that YAML could misread.
const id = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+=-]{0,12}$/),
  fc.constantFrom('true', 'null', '1e3', '0x10', '2026-11-24', 'a:', '1:30', 'y', '---', '123_4'),
)
const row = fc.record({
  checkpointId: fc.constantFrom('ft:1', 'ft:2', 'ft:3'),
  projectId: id.filter(text => !text.startsWith('-')),
  status: fc.constantFrom<Status>('granted', 'revoked', 'shared', 'failed'),
})

test('the steps together undo exactly the changes', () => {
  const rows = fc.uniqueArray(row, {
    selector: ({ checkpointId, projectId }) => `${checkpointId} ${projectId}`,
    maxLength: 30,
  })
  const cases = (all: readonly Row[], status: Status) =>
    all.filter(one => one.status === status).map(one => `${one.checkpointId} ${one.projectId}`)
  fc.assert(
    fc.property(rows, changes => {
      const plan = planOf(...changes)
      const steps = parsedUndoSteps(plan)
      const done = (mode: string) =>
        steps
          .filter(one => one.mode === mode)
          .flatMap(one => one.checkpoints.flatMap(c => one.projects.map(p => `${c} ${p}`)))
      expect(done('revoke').toSorted()).toEqual(cases(plan.rows, 'granted').toSorted())
      expect(done('grant').toSorted()).toEqual(cases(plan.rows, 'revoked').toSorted())
      for (const { mode, max, checkpoints, projects: of } of steps) {
        const number = checkpoints.length * of.length
        expect(max).toBe(mode === 'revoke' && number > 10 ? number : undefined)
      }
    }),
  )
})
