import { expect } from 'vitest'
import type { Api } from '../support/api.ts'
import type { GitHub } from '../support/github.ts'
import type { StepOptions } from '../support/runner.ts'
import { expectMatchesServer, type SharedStep, share } from './setup.ts'

/** The name of the commit status. */
export const STATUS_NAME = 'Models / sharing ✓'

/**
 * Runs the action with a commit status, for a run of `github` unless the options override it, and
 * checks what holds for every such run: the posted description is how the log ends.
 */
export async function shareWithStatus(
  api: Api,
  github: GitHub,
  inputs: Record<string, string | readonly string[]> = {},
  options: StepOptions = {},
): Promise<SharedStep> {
  const allInputs = { 'project-ids': 'proj_0', 'commit-status': STATUS_NAME, ...inputs }
  const step = await share(api, allInputs, { ...options, env: { ...github.env(), ...options.env } })
  expectMatchesServer(step, api)
  for (const { description } of github.statuses) {
    expect(description).not.toBe('')
    expect(step.log.split('\n')).toContainEqual(
      expect.stringMatching(`^${RegExp.escape(description)}\\. \\d+ requests? in `),
    )
  }
  return step
}

/**
 * The step has only one warning, about the commit status, and no other differences.
 *
 * @param message what GitHub said, and the advice
 */
export function expectOnlyWarned(step: SharedStep, result = 'ok', message = /./): void {
  const prefix = "Couldn't post the commit status: "
  const warnings = step.allAnnotations.filter(({ level }) => level === 'warning')
  expect(warnings).toMatchObject([
    { title: 'No commit status', message: expect.stringMatching(new RegExp(`^${prefix}`)) },
  ])
  expect(warnings[0]?.message.slice(prefix.length)).toMatch(message)
  expect(step.outputs.result).toBe(result)
  expect(step.exitCode).toBe(result === 'ok' ? 0 : 1)
  expect(step.stderr).toBe('')
}
