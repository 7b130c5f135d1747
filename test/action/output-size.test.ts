import { expect, test } from 'vitest'
import {
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const MEBIBYTE = 1024 * 1024

const empty = (requested: string[]) => ({
  checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
})

test('an output over 100 kB is empty, with a warning that names the complete file', async () => {
  await using api = await organization(600)
  await using step = await share(api, { 'project-ids': ids(600) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', permissions: '' })
  expect(rowsOf(step).map(row => row.project_id)).toEqual(ids(600))
  // This one is small enough.
  expect(JSON.parse(step.outputs['permission-ids'] ?? '')).toHaveLength(600)
  expect(step.allAnnotations).toMatchObject([
    {
      level: 'warning',
      message: expect.stringMatching(
        /^permissions exceeds 100 kB .* Read permissions-file instead\.$/,
      ),
    },
  ])
})

test('an output under 100 kB is set', async () => {
  await using api = await organization(300)
  await using step = await share(api, { 'project-ids': ids(300) })
  expectMatchesServer(step, api)
  expect(step.outputs.permissions?.length).toBeGreaterThan(60_000)
  expect(step.allAnnotations).toEqual([])
})

test('20 checkpoints and 500 projects fit into outputs and summary completely', async () => {
  const requested = checkpoints(20)
  await using api = await organization(500, empty(requested))
  await using step = await share(api, { 'checkpoint-id': requested, 'project-ids': ids(500) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '10000' })
  expect(step.requests).toHaveLength(20 + 20 * 5)
  expect(step.outputs).toMatchObject({ permissions: '', 'permission-ids': '' })
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual(requested)
  expect(step.allAnnotations.map(({ level }) => level)).toEqual(['warning', 'warning'])
  expect(statusesOf(step)).toEqual({ granted: 10_000 })
  expectSummary(step.summary, 10_000)
})

test('the summary reports what it omits if everything is long and fails', async () => {
  const requested = checkpoints(50).map(id => id.padEnd(256, '.x'))
  const projects = ids(40).map(id => id.padEnd(200, '.y'))
  await using api = await organization(0, empty(requested))
  for (const checkpoint of requested) {
    for (const id of ids(20)) api.grant(checkpoint, id.padEnd(256, '.z'))
  }
  // Each failure has different words, so none can be grouped with another.
  api.fault({
    on: 'create',
    times: Number.POSITIVE_INFINITY,
    answer: (_, { requestId }) => {
      const message = `${requestId} ${'<b>& '.repeat(400)}`
      return { status: 403, body: { error: { message } } }
    },
  })
  await using step = await share(api, { 'checkpoint-id': requested, 'project-ids': projects })
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ failed: 2_000 })
  expect(step.outputs).toMatchObject({ result: 'failed', 'extra-count': '1000' })
  // Each part is truncated: the table, the failures, the other permissions.
  expect(step.summary).toMatch(/<li>\d+ more\. See the log\.<\/li>/)
  expect(step.summary?.match(/rows omitted/g)).toHaveLength(2)
  expectSummary(step.summary, 2_000)
  expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(10)
  expect(step.allAnnotations.filter(({ level }) => level === 'error')).toHaveLength(10)
})

test('a long message takes no longer if it has no whitespace', async () => {
  const times: number[] = []
  for (const message of ['x '.repeat(10_000), 'x'.repeat(20_000)]) {
    await using api = await organization(500)
    const answer = { status: 403, body: { error: { message } } }
    api.fault({ on: 'create', times: Number.POSITIVE_INFINITY, answer })
    await using step = await share(api, { 'project-ids': ids(500) })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ failed: 500 })
    expect(rowsOf(step)[0]?.error?.length).toBeLessThan(2_000)
    times.push(step.elapsedMs)
  }
  // A search that restarts at every character takes many times as long.
  const [blanks = 0, none = 0] = times
  expect(none).toBeLessThan(blanks * 3)
})

/** GitHub accepts the summary, and its first table's rows and the omitted ones add up. */
function expectSummary(summary: string | null, rows: number): void {
  expect(Buffer.byteLength(summary ?? '')).toBeLessThan(MEBIBYTE)
  const [table = '', rest = ''] = summary?.split('</table>') ?? []
  const shown = table.split('<tr>').length - 2
  const left = /^\s*<p>([\d,]+) rows omitted/.exec(rest)?.[1]?.replaceAll(',', '')
  expect(shown).toBeGreaterThan(100)
  expect(shown + Number(left)).toBe(rows)
}
