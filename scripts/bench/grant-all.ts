import type { Size } from '../../test/support/request-cases.ts'
import { ACTION, type ProcessResult, runProcess } from './run-process.ts'
import { checkpoints, projects, startServer } from './server-process.ts'

/**
 * Runs the built action as a process: it grants all projects access to all checkpoints.
 *
 * @param latencyMs how long the server takes for each response
 * @throws Error if the run is incomplete
 */
export async function grantAll([many, each]: Size, latencyMs = 0): Promise<ProcessResult> {
  const [requested, ids] = [checkpoints(many), projects(each)]
  const setup = {
    projects: ids.map(id => ({ id })),
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
  }
  await using server = await startServer(setup, latencyMs)
  const result = runProcess({
    args: [ACTION],
    inputs: {
      'admin-key': server.adminKey,
      'base-url': server.baseUrl,
      'checkpoint-id': requested.join('\n'),
      'project-ids': ids.join('\n'),
    },
    measuresMemory: true,
  })
  expectComplete(result, many * each)
  for (const id of requested) {
    const { length } = await server.holders(id)
    if (length !== each) throw new Error(`${id} has ${length} permissions instead of ${each}`)
  }
  return result
}

/** @throws Error if a run is incomplete or doesn't report what it left out */
function expectComplete(result: ProcessResult, rows: number): void {
  const { exitCode, outputs, permissionsFile, summary, stdout } = result
  const listed = (JSON.parse(permissionsFile) as { status: string }[]).filter(
    ({ status }) => status === 'granted',
  )
  const isCut = outputs.permissions === ''
  const checks = {
    'the exit code': exitCode === 0,
    'granted-count': outputs['granted-count'] === `${rows}`,
    'permissions-file': listed.length === rows,
    'the warning about outputs': isCut === stdout.includes('permissions exceeds 100 kB'),
    'the summary': summary.includes(' omitted. See ') === summary.split('<tr>').length - 2 < rows,
  }
  const wrong = Object.entries(checks).filter(([, isRight]) => !isRight)
  if (wrong.length > 0) {
    throw new Error(
      `A grant of ${rows} rows has wrong values (${wrong.map(([name]) => name)})\n${stdout.slice(-2_000)}`,
    )
  }
}
