import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { type GitHub, startGitHub } from '../support/github.ts'
import { BOT } from '../support/github-comments.ts'
import { REPOSITORY } from '../support/runner/folders.ts'
import { describeUnless } from '../support/unless.ts'
import { interpolate } from './expressions.ts'
import { organization, RETIRED_CHECKPOINT } from './organization.ts'
import { results, runExample } from './run-example.ts'
import { lacks } from './tools.ts'
import { parseWorkflow, readText } from './workflow.ts'

const MARKER = '<!-- share-checkpoint plan -->'
const NUMBER = 17
const OWN = { repo: { full_name: 'octo-org/octo-repo' } }
const CHANGES = { 'project-ids': ['proj_def'] }
// What the organization already has.
const NO_CHANGES = { 'project-ids': ['proj_abc'] }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'))
  mkdirSync(join(folder, 'bin'))
  const gh = join(folder, 'bin/gh')
  const script = join(REPOSITORY, 'test/support/gh.ts')
  writeFileSync(gh, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`)
  chmodSync(gh, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the workflow for a push to a pull request with this access in its sharing file. */
function push(
  api: Api,
  github: GitHub,
  access: object,
  { head = OWN, login = 'octocat' }: { head?: object; login?: string } = {},
) {
  const checkpoint = { 'checkpoint-id': RETIRED_CHECKPOINT, ...access }
  writeFileSync(join(folder, 'sharing.yml'), JSON.stringify({ checkpoints: [checkpoint] }))
  return runExample('declared.yml', folder, api, {
    github: {
      event_name: 'pull_request',
      token: github.token,
      event: { pull_request: { number: NUMBER, head, user: { login } } },
    },
    env: { ...github.env('pull_request'), PATH: join(folder, 'bin') },
  })
}

/** Adds a comment to the pull request. */
function add(github: GitHub, body: string, login = 'octocat'): void {
  github.comments.push({ id: github.comments.length + 1, issue: NUMBER, user: { login }, body })
}

/** The comments that the workflow created, from which only the headline is needed. */
const headlines = ({ comments }: GitHub) =>
  comments.flatMap(({ body, user }) => {
    const [marker, headline] = body.split('\n')
    return user.login === BOT && marker === MARKER ? [headline] : []
  })

const POSTED = { plan: 'success', comment: 'success', apply: 'skipped', drift: 'skipped' }
const PLANNED = '### ✅ Dry run: would grant access to 1 project and revoke 1 permission'

describeUnless(lacks('jq'))("declared.yml posts a pull request's plan", () => {
  test('the first run posts, and others update, also if nothing is to change anymore', async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    expect(results(await push(api, github, CHANGES))).toEqual(POSTED)
    expect(headlines(github)).toEqual([PLANNED])
    expect(github.comments).toMatchObject([{ issue: NUMBER }])
    expect(github.comments[0]?.body).toContain('```diff\n+ proj_def\n- proj_abc\n')

    expect(results(await push(api, github, { 'project-ids': [] }))).toEqual(POSTED)
    expect(headlines(github)).toEqual(['### ✅ Dry run: would revoke 1 permission'])

    expect(results(await push(api, github, NO_CHANGES))).toEqual(POSTED)
    expect(headlines(github)).toEqual(['### ✅ Dry run: nothing to change'])
    expect(github.comments).toHaveLength(1)
    expect(api.count('create') + api.count('delete')).toBe(0)
  })

  test('a pull request that never changed access gets no comment', async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    expect(results(await push(api, github, NO_CHANGES))).toEqual(POSTED)
    expect(github.comments).toEqual([])
  })

  test('the comment is found on a later page', async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    for (let index = 0; index < 230; index++) add(github, `Comment ${index}`)
    await push(api, github, { 'project-ids': [] })
    await push(api, github, CHANGES)
    expect(github.comments).toHaveLength(231)
    expect(headlines(github)).toEqual([PLANNED])
  })

  test("other people's comments with the marker, and other comments, aren't touched", async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    add(github, `${MARKER}\nLooks good!`)
    add(github, `I quote ${MARKER}`, BOT)
    add(github, 'Coverage: 100%', BOT)
    const others = structuredClone(github.comments)
    await push(api, github, CHANGES)
    await push(api, github, CHANGES)
    expect(github.comments.slice(0, 3)).toEqual(others)
    expect(headlines(github)).toEqual([PLANNED])
    expect(github.comments).toHaveLength(4)
  })

  test("a plan that failed is posted, and its job's result stays a failure", async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    const failed = { ...POSTED, plan: 'failure' }
    expect(results(await push(api, github, { projects: 'prod' }))).toEqual(failed)
    expect(headlines(github)).toEqual([
      expect.stringMatching(/^### ❌ \d invalid inputs?; no requests were sent$/),
    ])
    api.fault({ times: Number.POSITIVE_INFINITY, answer: { status: 401 } })
    expect(results(await push(api, github, NO_CHANGES))).toEqual(failed)
    expect(headlines(github)).toEqual([
      '### ⚠️ The API rejected the request (401); nothing was changed',
    ])
  })

  test.each([
    ['a fork', { head: { repo: { full_name: 'mallory/octo-repo' } } }],
    ['a fork that was deleted', { head: { repo: null } }],
    ['Dependabot', { login: 'dependabot[bot]' }],
  ])('the plan of %s is not posted', async (_, from) => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    expect(results(await push(api, github, CHANGES, from))).toEqual({
      ...POSTED,
      comment: 'skipped',
    })
    expect(github.requests).toEqual([])
  })

  test("if the comments can't be listed, none is created", async () => {
    await using api = await organization()
    await using github: GitHub = await startGitHub()
    github.hidesComments = true
    const jobs = await push(api, github, CHANGES)
    expect(results(jobs)).toEqual({ ...POSTED, comment: 'failure' })
    expect(jobs.comment?.printed).toContain('HTTP 403')
    expect(github.comments).toEqual([])
  })

  test('a plan of any size fits into the comment', async () => {
    const projects = Array.from({ length: 400 }, (_, index) => `proj_${index}`.padEnd(250, '.x'))
    await using api = await organization({
      projects: projects.map(id => ({ id, name: id })),
      checkpoints: { [RETIRED_CHECKPOINT]: {} },
    })
    await using github: GitHub = await startGitHub()
    expect(results(await push(api, github, { 'project-ids': projects }))).toEqual(POSTED)
    expect(headlines(github)).toEqual(['### ✅ Dry run: would grant access to 400 projects'])
    expect(github.comments[0]?.body).toContain('omitted')
  })
})

const { jobs, concurrency } = parseWorkflow(readText('examples/declared.yml'))

test('only the job without a key can write comments', () => {
  expect(jobs.comment?.permissions).toEqual({ 'pull-requests': 'write' })
  expect(JSON.stringify(jobs.comment)).not.toMatch(/secrets|environment/)
  for (const id of ['plan', 'apply', 'drift']) {
    expect(jobs[id]?.permissions).toEqual({ contents: 'read' })
  }
})

test("a pull request's newer plan cancels the older one, and nothing else", () => {
  const of = (event_name: string, run_id: string, event: object = {}) => {
    const { group = '', 'cancel-in-progress': cancels = '' } = concurrency as Record<string, string>
    const contexts = { github: { event_name, run_id, event } }
    return [interpolate(group, contexts), interpolate(cancels, contexts)]
  }
  const plan = (number: number, run: string) =>
    of('pull_request', run, { pull_request: { number } })
  expect(plan(17, '1')).toEqual(['share-checkpoint-17', 'true'])
  expect(plan(17, '2')).toEqual(plan(17, '1'))
  expect(plan(18, '3')).not.toEqual(plan(17, '1'))
  // Workflows that change access share this group.
  expect(of('push', '4')).toEqual(['share-checkpoint', 'false'])
  expect(of('schedule', '5')).toEqual(['share-checkpoint-5', 'false'])
})
