import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHECKPOINT, holders, rowsOf } from '../action/setup.ts'
import type { Api } from '../support/api.ts'
import { type GitHub, startGitHub } from '../support/github.ts'
import { REPOSITORY } from '../support/runner/folders.ts'
import { PROVIDER, startTokenService } from '../support/token-service.ts'
import { describeUnless, testUnless } from '../support/unless.ts'
import { JOB, organization, RETIRED_CHECKPOINT, STEP_MODEL } from './organization.ts'
import { results, runExample } from './run-example.ts'
import type { WorkflowSetup } from './run-workflow.ts'
import { lacks } from './tools.ts'
import { readText, WORKFLOWS } from './workflow.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'example-'))
  cpSync(join(REPOSITORY, 'examples/sharing.yml'), join(folder, 'sharing.yml'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (name: string, api: Api, setup?: Partial<WorkflowSetup>) =>
  runExample(name, folder, api, setup)

const writes = (api: Api) => api.count('create') + api.count('delete')

describeUnless(lacks())('each example works as described', () => {
  test('minimal.yml', async () => {
    await using api = await organization()
    const { share } = await run('minimal.yml', api)
    expect(share?.result).toBe('success')
    expect(holders(api)).toEqual(['proj_abc', 'proj_def'])
    expect(JSON.parse(share?.printed ?? '')).toEqual(
      api.permissions(CHECKPOINT).map(({ id }) => id),
    )
  })

  test("after-training.yml: the admin key isn't available until the job has succeeded", async () => {
    await using api = await organization()
    const jobs = await run('after-training.yml', api, { inputs: { 'job-id': JOB } })
    expect(results(jobs)).toEqual({ train: 'success', share: 'success' })
    expect(holders(api, STEP_MODEL)).toEqual(['proj_prod'])
    const first = api.requests.findIndex(({ key }) => key === 'admin')
    const job = api.requests.findLastIndex(({ route }) => route === 'job')
    expect(first).toBeGreaterThan(job)
    expect(api.count('model')).toBeGreaterThan(0)
  })

  test('keyless.yml: the admin key is the only secret', async () => {
    await using api = await organization()
    const accounts = { svcacct_train: 'proj_train', svcacct_prod: 'proj_prod' }
    await using tokens = await startTokenService(api, { accounts })
    const vars = {
      OPENAI_IDENTITY_PROVIDER: PROVIDER,
      OPENAI_TRAINING_ACCOUNT: 'svcacct_train',
      OPENAI_PROD_ACCOUNT: 'svcacct_prod',
    }
    const jobs = await run('keyless.yml', api, {
      inputs: { 'job-id': JOB },
      secrets: { OPENAI_ADMIN_KEY: api.adminKey },
      defaults: {
        'base-url': api.baseUrl,
        'identity-token-url': tokens.inputs['identity-token-url'],
      },
      vars,
      tokens,
    })
    expect(results(jobs)).toEqual({ train: 'success', share: 'success' })
    expect(holders(api, STEP_MODEL)).toEqual(['proj_prod'])
    expect(new Set(api.requests.map(({ key }) => key))).toEqual(new Set(['token', 'admin']))
    const first = api.requests.findIndex(({ key }) => key === 'admin')
    const job = api.requests.findLastIndex(({ route }) => route === 'job')
    expect(first).toBeGreaterThan(job)
    expect(api.requests.at(-1)).toMatchObject({ route: 'model', key: 'token' })
  })

  describe('gate.yml', () => {
    test.each([
      ['releases if there is access', ['proj_prod'], false, 'success', '', 'success'],
      ['explains what is missing', [], false, 'failure', 'proj_prod lacks access', 'failure'],
      [
        'distinguishes an API that it could not reach',
        [],
        true,
        'failure',
        "couldn't read who has access",
        'error',
      ],
    ])('%s', async (_, shared, isDown, result, explained, state) => {
      await using api = await organization({ checkpoints: { [CHECKPOINT]: { shared } } })
      await using github: GitHub = await startGitHub()
      if (isDown) api.fault({ times: Number.POSITIVE_INFINITY, answer: { status: 401 } })
      const jobs = await run('gate.yml', api, { env: github.env() })
      const isWell = result === 'success'
      expect(results(jobs)).toEqual({
        access: result,
        release: isWell ? 'success' : 'skipped',
        explain: isWell ? 'skipped' : 'success',
      })
      expect(jobs.explain?.printed).toContain(explained)
      expect(github.statuses).toMatchObject([{ context: 'model access', state }])
    })
  })

  test('declared.yml: plans, applies, and detects manual changes', async () => {
    await using api = await organization()
    const on = (event_name: string) =>
      run('declared.yml', api, {
        github: { event_name },
        env: { GITHUB_EVENT_NAME: event_name },
      }).then(results)
    const only = { plan: 'skipped', comment: 'skipped', apply: 'skipped', drift: 'skipped' }

    expect(await on('pull_request')).toEqual({ ...only, plan: 'success' })
    expect(writes(api)).toBe(0)
    expect(await on('push')).toEqual({ ...only, apply: 'success' })
    expect(holders(api)).toEqual(['proj_abc', 'proj_def'])
    expect(holders(api, STEP_MODEL)).toEqual(['proj_prod', 'proj_research'])
    expect(holders(api, RETIRED_CHECKPOINT)).toEqual([])
    expect(await on('schedule')).toEqual({ ...only, drift: 'success' })
    api.grant(RETIRED_CHECKPOINT, 'proj_def')
    expect(await on('schedule')).toEqual({ ...only, drift: 'failure' })
  })

  test('by-hand.yml: does what was selected, and is a dry run first', async () => {
    await using api = await organization()
    const chosen = { mode: 'revoke', checkpoint: RETIRED_CHECKPOINT, project: 'proj_abc' }
    const shown = await run('by-hand.yml', api, { inputs: { ...chosen, 'dry-run': true } })
    expect(shown.access?.actions[0]?.outputs['revoked-count']).toBe('1')
    expect(holders(api, RETIRED_CHECKPOINT)).toEqual(['proj_abc'])
    await run('by-hand.yml', api, { inputs: { ...chosen, 'dry-run': false } })
    expect(holders(api, RETIRED_CHECKPOINT)).toEqual([])
  })

  testUnless(lacks('jq'))('matrix.yml: no row is lost, whichever job fails', async () => {
    await using api = await organization()
    api.fault({
      on: ({ checkpointId = '' }) => checkpointId.includes('traffic'),
      answer: { status: 403 },
    })
    const { share, together } = await run('matrix.yml', api)
    expect(share?.result).toBe('failure')
    expect(together?.result).toBe('success')
    const rows = share?.actions.flatMap(rowsOf) ?? []
    expect(rows.map(({ status }) => status)).toEqual(['granted', 'granted', 'failed', 'granted'])
    for (const { checkpoint_id, project_id, status } of rows) {
      expect(together?.printed).toContain(`${checkpoint_id}\t${project_id}\t${status}`)
    }
  })

  test('proxy.yml and github-enterprise.yml: nothing else is required', async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    const vars = { HTTPS_PROXY: 'http://proxy.internal.example:8080' }
    expect(results(await run('proxy.yml', api, { vars }))).toEqual({ share: 'success' })
    const there = await run('github-enterprise.yml', api, { env: github.env() })
    expect(results(there)).toEqual({ share: 'success' })
    expect(github.statuses).toMatchObject([{ context: 'model access', state: 'success' }])
  })

  test("gateway.yml: the key is sent to the variable's address, and nowhere without it", async () => {
    const model = 'gpt-4o-mini-2024-07-18.ft-0e208cf33a6a466994aff31a08aba678'
    await using api = await organization({
      checkpoints: { [model]: {} },
      projects: [{ id: 'team-a' }],
    })
    const vars = { OPENAI_BASE_URL: api.baseUrl }
    const there = await run('gateway.yml', api, { vars, defaults: {} })
    expect(results(there)).toEqual({ share: 'success' })
    expect(holders(api, model)).toEqual(['team-a'])
    const { share } = await run('gateway.yml', api, { defaults: {} })
    expect(share?.actions[0]?.outputs.result).toBe('invalid')
    expect(share?.actions[0]?.log).toContain('OPENAI_BASE_URL is not set')
  })

  test('caller.yml: waits, shares, checks, and returns the checkpoints to release', async () => {
    await using api = await organization()
    const jobs = await run('caller.yml', api, { inputs: { 'job-id': JOB } })
    expect(results(jobs)).toEqual({ access: 'success', release: 'success' })
    const [{ id } = { id: '' }] = api.permissions(STEP_MODEL)
    expect(jobs.access?.outputs).toEqual({
      'checkpoint-ids': JSON.stringify([STEP_MODEL]),
      'permission-ids': JSON.stringify([id]),
      result: 'ok',
    })
    expect(jobs.release?.printed).toContain(STEP_MODEL)
    expect(api.requests.at(-1)?.key).toBe('read-only')
  })

  test('caller.yml: a failed job shares nothing, and the result shows it', async () => {
    await using api = await organization({ jobs: { [JOB]: { states: ['failed'] } } })
    const jobs = await run('caller.yml', api, { inputs: { 'job-id': JOB } })
    expect(results(jobs)).toEqual({ access: 'failure', release: 'skipped' })
    expect(jobs.access?.outputs.result).toBe('failed')
    expect(api.requests.every(({ key }) => key === 'project')).toBe(true)
  })
})

test('every example is tested here', () => {
  const text = readText('test/repository/examples.test.ts')
  const names = WORKFLOWS.flatMap(path => (path.startsWith('examples/') ? basename(path) : []))
  expect(names.filter(name => !text.includes(`'${name}`))).toEqual([])
})
