import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PLACEHOLDER } from '../../scripts/name/rename.ts'
import { REPOSITORY } from '../support/runner/folders.ts'
import { describeUnless } from '../support/unless.ts'
import { git } from './git.ts'
import { runJob, runWorkflow } from './run-workflow.ts'
import { lacks } from './tools.ts'
import { parseWorkflow, readText } from './workflow.ts'

const CI = '.github/workflows/ci.yml'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ci-'))
  mkdirSync(join(folder, 'bin'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Puts a script of that name first in PATH, which records its calls. */
function createStub(name: string, script: string): () => string[] {
  const [file, calls] = [join(folder, 'bin', name), join(folder, `${name}.calls`)]
  writeFileSync(file, `#!/usr/bin/env bash\necho "$*" >> '${calls}'\n${script}\n`)
  chmodSync(file, 0o755)
  writeFileSync(calls, '')
  return () => readFileSync(calls, 'utf8').split('\n').filter(Boolean)
}

/** A repository whose main branch has a name and a changelog, and the tags. */
function checkOut(...tags: string[]): void {
  writeFileSync(
    join(folder, 'CHANGELOG.md'),
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-02-01\n\n### Added\n\n- This.\n\n## [1.1.0] - 2026-01-01\n\n- That.\n\n[1.2.0]: https://example.com\n',
  )
  git(folder, 'init', '--quiet', '--initial-branch=main')
  writeFileSync(join(folder, 'package.json'), '{"repository": "github:octo-org/octo-repo"}')
  git(folder, 'add', '.')
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']
  git(folder, ...author, 'commit', '--quiet', '--message=A')
  git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
  for (const tag of tags) git(folder, ...author, 'tag', '--annotate', '--message=A', tag)
}

const release = (ref_name: string) =>
  runWorkflow('.github/workflows/release.yml', {
    folder,
    github: { event_name: 'push', ref_name },
    env: { PATH: join(folder, 'bin') },
  })

describeUnless(lacks('git', 'awk'))('the workflows of this repository', () => {
  test('ci.yml runs the action on its own API', async () => {
    createStub('npm', '')
    createStub('node', `cd '${REPOSITORY}' && exec '${process.execPath}' "$@"`)
    const { action } = await runWorkflow(CI, {
      folder,
      env: { PATH: join(folder, 'bin') },
      speed: 50,
    })
    process.kill(Number(action?.steps.api?.outputs.pid))
    expect(action?.printed).toContain('typo: outcome: failure')
    expect(action?.printed).not.toContain('::error::')
    expect(action?.result).toBe('success')
  })

  test("ci.yml checks the action's outputs", async () => {
    const steps = parseWorkflow(readText(CI)).jobs.action?.steps?.slice(-1) ?? []
    const ended = await runJob({ steps }, { folder }, {})
    expect(ended.printed).toContain("::error::share: result is '', not 'ok'")
    expect(ended.result).toBe('failure')
  })

  test.each([
    ['success', 'success', 'success'],
    ['failure', 'success', 'failure'],
    ['success', 'skipped', 'failure'],
  ] as const)('ci.yml, with tests %s and action %s, is a %s', async (first, second, result) => {
    const { all } = parseWorkflow(readText(CI)).jobs
    const needs = { test: { result: first, outputs: {} }, action: { result: second, outputs: {} } }
    expect(await runJob(all ?? {}, { folder }, needs)).toMatchObject({ result })
  })

  test("release.yml creates a release from the changelog's section and moves the tag", async () => {
    checkOut('v1.1.0', 'v1.2.0', 'v1.3.0-rc.1', 'v2.0.0')
    createStub('npm', '')
    const calls = createStub('gh', 'case "$*" in *immutable*) echo true ;; esac')
    const { release: ended } = await release('v1.2.0')
    expect(ended?.result).toBe('success')
    const notes = join(folder, 'notes.md')
    expect(readFileSync(notes, 'utf8').trim()).toBe('### Added\n\n- This.')
    const commit = git(folder, 'rev-parse', 'v1.2.0^{commit}').trim()
    expect(calls()).toEqual([
      `release create v1.2.0 --verify-tag --title v1.2.0 --notes-file ${notes}`,
      'api repos/octo-org/octo-repo/releases/tags/v1.2.0 --jq .immutable',
      'api repos/octo-org/octo-repo/git/ref/tags/v1',
      `api --method PATCH repos/octo-org/octo-repo/git/refs/tags/v1 -f sha=${commit} -F force=true`,
    ])
  })

  test('release.yml creates the tag for a first version', async () => {
    checkOut('v1.1.0')
    createStub('npm', '')
    const calls = createStub(
      'gh',
      'case "$*" in *immutable*) echo true ;; */git/ref/*) exit 1 ;; esac',
    )
    const { release: ended } = await release('v1.1.0')
    expect(ended?.result).toBe('success')
    expect(readFileSync(join(folder, 'notes.md'), 'utf8').trim()).toBe('- That.')
    expect(calls().at(-1)).toContain(
      '--method POST repos/octo-org/octo-repo/git/refs -f ref=refs/tags/v1',
    )
  })

  test("release.yml doesn't move the tag for an older version", async () => {
    checkOut('v1.1.0', 'v1.2.0')
    createStub('npm', '')
    const calls = createStub('gh', 'case "$*" in *immutable*) echo true ;; esac')
    const { release: ended } = await release('v1.1.0')
    expect(ended?.printed).toContain('v1 stays at v1.2.0')
    expect(calls()).toHaveLength(2)
  })

  test.each([
    ['a release that can be changed', 'v1.2.0', 'echo false', ['success', 'failure']],
    ['a version that the changelog lacks', 'v1.2.1', 'echo true', ['failure', 'skipped']],
  ])('release.yml moves no tag for %s', async (_, tag, script, results) => {
    checkOut(tag)
    createStub('npm', '')
    const calls = createStub('gh', script)
    const { check, release: ended } = await release(tag)
    expect([check?.result, ended?.result]).toEqual(results)
    expect(calls().join('\n')).not.toContain('refs')
  })

  test.each([
    ['the placeholder', 'README.md', PLACEHOLDER],
    ["another repository's name", 'package.json', '{"repository": "github:octo-org/octo"}'],
  ])('release.yml releases no files with %s', async (_, path, text) => {
    checkOut('v1.2.0')
    writeFileSync(join(folder, path), text)
    git(folder, 'add', path)
    const npm = createStub('npm', '')
    const calls = createStub('gh', 'echo true')
    const { check, attest, release: ended } = await release('v1.2.0')
    expect(check?.printed).toContain('Run npm run name -- octo-org/octo-repo')
    const results = [check, attest, ended].map(job => job?.result)
    expect(results).toEqual(['failure', 'skipped', 'skipped'])
    expect([...npm(), ...calls()]).toEqual([])
  })

  test('release.yml releases only commits on main', async () => {
    checkOut()
    git(
      folder,
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@b.c',
      'commit',
      '--allow-empty',
      '--quiet',
      '-m=B',
    )
    git(folder, 'tag', 'v1.2.0')
    createStub('npm', '')
    const calls = createStub('gh', 'echo true')
    const { check } = await release('v1.2.0')
    expect(check?.result).toBe('failure')
    expect(calls()).toEqual([])
  })
})

test('a release passes every check, and attests each file in dist/', () => {
  const { check, attest, release } = parseWorkflow(readText('.github/workflows/release.yml')).jobs
  expect(check?.steps?.at(-1)?.run).toBe('npm cit')
  expect([attest?.needs, release?.needs]).toEqual(['check', 'attest'])
  const attesting = attest?.steps?.find(({ uses }) => uses?.startsWith('actions/attest@'))
  expect(attesting?.with).toEqual({ 'subject-path': 'dist/*' })
})

test('the last job of ci.yml needs all others', () => {
  const ids = Object.keys(parseWorkflow(readText(CI)).jobs)
  expect(ids.at(-1)).toBe('all')
  expect(parseWorkflow(readText(CI)).jobs.all?.needs).toEqual(ids.slice(0, -1))
})
