import { expect } from 'vitest'
import { expectWithin } from '../budgets.ts'
import { type Api, startApi } from '../support/api.ts'
import { type LearningCase, NOT_SHAREABLE } from '../support/learning-cases.ts'
import type { StepOptions } from '../support/runner.ts'
import { expectMatchesServer, holders, rowsOf, type SharedStep, share } from './setup.ts'

/** Runs a case, and checks that everything possible was granted within its budget of requests. */
export async function expectLearned(
  { name, inputs, setup, ...expected }: LearningCase,
  options: StepOptions,
): Promise<void> {
  await using api = await startApi(setup)
  await using step = await share(api, inputs, options)
  expectStatuses(step, api, expected)
  if (setup.interfere !== undefined) {
    for (const { error } of rowsOf(step)) expect(error).toContain(NOT_SHAREABLE)
  }
  expectWithin(`requests, ${name}`, step.requests.length)
}

function expectStatuses(
  step: SharedStep,
  api: Api,
  { checkpoints, good, bad }: Pick<LearningCase, 'checkpoints' | 'good' | 'bad'>,
): void {
  expectMatchesServer(step, api)
  expect.soft(step.outputs.result).toBe(bad.length === 0 ? 'ok' : 'failed')
  for (const id of checkpoints) {
    expect.soft(holders(api, id)).toEqual(good.toSorted())
    const rows = rowsOf(step).filter(row => row.checkpoint_id === id)
    const failed = rows.filter(({ status }) => status === 'failed')
    expect.soft(failed.map(({ project_id }) => project_id)).toEqual(bad)
    expect.soft(rows).toHaveLength(good.length + bad.length)
  }
}
