import { describe, expect, test } from 'vitest'
import { expectNoInjection, HOSTILE } from '../action/injection-assertions.ts'
import { CHECKPOINT, expectMatchesServer, organization, type SharedStep } from '../action/setup.ts'
import { createWorkspace } from '../action/sharing-file-workspace.ts'

async function applied(content: string): Promise<SharedStep> {
  await using api = await organization(1)
  await using workspace = await createWorkspace(content)
  const step = await workspace.share(api)
  expectMatchesServer(step, api)
  return step
}

describe.each(Object.entries(HOSTILE))('a file with %s', (_, text) => {
  // A text in double quotes is YAML, too.
  const quoted = JSON.stringify(text)

  test.each([
    [
      'in each place',
      `checkpoints:
  - checkpoint-id: ${quoted}
    owning-project-id: ${quoted}
    job-checkpoints: ${quoted}
    project-ids: [${quoted}]
    ${quoted}: x
`,
    ],
    ['as its whole content', text],
  ])('%s injects nothing', async (_, content) => {
    await using step = await applied(content)
    expectNoInjection(step)
    expect(step.outputs.result).toBe('invalid')
    expect(step.requests).toEqual([])
  })

  test('as a name of a project injects nothing', async () => {
    await using step = await applied(
      `checkpoints:\n  - checkpoint-id: ${CHECKPOINT}\n    project-names: [${quoted}]\n`,
    )
    expectNoInjection(step)
    expect(step.outputs.result).toMatch(/^(invalid|failed)$/)
    for (const { method } of step.requests) expect(method).toBe('GET')
  })
})
