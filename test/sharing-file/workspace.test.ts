import { mkdir, mkdtempDisposable, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { readSharingFile } from '../../src/sharing-file/read-sharing-file.ts'
import { noLinks } from '../support/machine.ts'
import { testUnless } from '../support/unless.ts'
import { entryWith } from './fixtures.ts'
import { issuesIn } from './read-content.ts'

const CONTENT = entryWith('project-ids: p')

/** A workspace with a sharing file, beside a folder with another outside the repository. */
async function createWorkspace() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'workspace-'))
  const workspace = join(folder.path, 'repo')
  for (const path of ['repo/.github', 'repo/..here', 'outside', 'repository']) {
    await mkdir(join(folder.path, path), { recursive: true })
    await writeFile(join(folder.path, path, 'sharing.yml'), CONTENT)
  }
  const read = (path: string) => readSharingFile(path, workspace)
  return {
    folder: folder.path,
    workspace,
    read,
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}

test.each(['.github/sharing.yml', '..here/sharing.yml'])(
  '%s is a file of the workspace',
  async path => {
    await using place = await createWorkspace()
    expect(await place.read(path)).toMatchObject([{ location: { file: path, line: 2, column: 5 } }])
  },
)

test("a location has the file's path in the repository, however the path is written", async () => {
  await using place = await createWorkspace()
  for (const path of [
    './.github/sharing.yml',
    '.github//sharing.yml',
    '.github/./sharing.yml',
    '.github\\sharing.yml',
    '.\\.github\\/sharing.yml',
  ]) {
    const [entry] = await place.read(path)
    expect.soft(entry?.location?.file).toBe('.github/sharing.yml')
  }
})

/** Reading each path is rejected, and the message names it. */
async function expectOutside(
  { read }: Awaited<ReturnType<typeof createWorkspace>>,
  paths: string[],
): Promise<void> {
  for (const path of paths) {
    await expect.soft(read(path)).rejects.toMatchObject({
      name: 'InvalidInputsError',
      issues: [
        {
          input: 'sharing-file',
          message: `sharing-file: ${JSON.stringify(path).replaceAll('\\\\', '\\')} isn't a relative path in the workspace. Use the path of a file in the repository, without "..".`,
        },
      ],
    })
  }
}

test('a path outside the workspace is rejected, however it is written', async () => {
  await using place = await createWorkspace()
  await expectOutside(place, [
    join(place.workspace, '.github/sharing.yml'),
    '../outside/sharing.yml',
    '.github/../.github/sharing.yml',
    '.github\\..\\..\\outside\\sharing.yml',
    'C:\\repo\\.github\\sharing.yml',
    'd:/repo/.github/sharing.yml',
    '\\.github\\sharing.yml',
    '\\\\server\\repo\\sharing.yml',
  ])
})

testUnless(noLinks)('a link that leads outside the workspace is rejected', async () => {
  await using place = await createWorkspace()
  const { folder, workspace } = place
  await symlink(join(folder, 'outside'), join(workspace, 'away'))
  await symlink('../outside/sharing.yml', join(workspace, 'away.yml'))
  await symlink('../repository', join(workspace, 'beside'))
  await expectOutside(place, ['away/sharing.yml', 'away.yml', 'beside/sharing.yml'])
})

testUnless(noLinks)(
  'links within the workspace are followed, and the workspace can be a link itself',
  async () => {
    await using place = await createWorkspace()
    await symlink('.github/sharing.yml', join(place.workspace, 'link.yml'))
    await symlink(place.workspace, join(place.folder, 'link'))
    expect(await readSharingFile('link.yml', join(place.folder, 'link'))).toHaveLength(1)
  },
)

test('a missing file suggests checking out the repository', async () => {
  await using place = await createWorkspace()
  if (!noLinks) await symlink('nothing', join(place.workspace, 'dangling.yml'))
  for (const path of ['sharing.yml', 'no/sharing.yml', '.github', 'dangling.yml']) {
    const message = expect.stringMatching(
      /can't be read \([a-z ]+\)\. Check the path, and run actions\/checkout before this step\.$/,
    )
    await expect.soft(place.read(path)).rejects.toMatchObject({ issues: [{ message }] })
  }
})

test("a file of more than 4 MB isn't read", async () => {
  const tooLarge = `${CONTENT}${'#'.repeat(4_000_001 - CONTENT.length)}`
  expect(await issuesIn(tooLarge)).toEqual([
    'sharing-file: "sharing.yml" has 4,000,001 bytes, but the limit is 4,000,000. Split it into several files.',
  ])
  expect(await issuesIn(tooLarge.slice(0, -1))).toEqual([])
})

test.each([
  ['flow lists', `checkpoints: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`],
  [
    'flow lists that break the reader late',
    `checkpoints: ${'['.repeat(2_500)}${']'.repeat(2_500)}\n`,
  ],
  ['maps', `checkpoints: ${'{a: '.repeat(20_000)}${'}'.repeat(20_000)}\n`],
  ['block lists', `checkpoints:\n${'- '.repeat(20_000)}a\n`],
])('%s within each other are rejected from some depth on', async (_, content) => {
  expect(await issuesIn(content)).toEqual([expect.stringContaining('nested too deeply')])
})

test("aliases that would grow without end aren't followed", async () => {
  const levels = Array.from({ length: 30 }, (_, level) => {
    const before = Array.from({ length: 9 }, () => `*a${level}`).join(', ')
    return `a${level + 1}: &a${level + 1} [${before}]`
  })
  const issues = await issuesIn(`a0: &a0 [x]\n${levels.join('\n')}\ncheckpoints: *a30\n`)
  expect(issues).toHaveLength(30 * 9 + 1)
  expect(issues.at(-1)).toMatch(/^32:14 Aliases \(\*name\)/)
})

test('many issues take no longer than reading the file does', async () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`)
  const started = performance.now()
  const issues = await issuesIn(entryWith('project-ids: p', ...keys))
  expect(performance.now() - started).toBeLessThan(15_000)
  expect(issues).toHaveLength(1_000)
})

test('every oddity in a file is reported as an issue', async () => {
  using warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  await issuesIn(entryWith('project-ids: p', '? ["##[warning]a"]', ': b'))
  expect(warn.mock.calls).toEqual([])
})
