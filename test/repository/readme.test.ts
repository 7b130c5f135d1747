import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'

const EXAMPLE = 'on: push\njobs: {}\n'
const TABLES = '<!-- inputs -->\n<!-- /inputs -->\n<!-- outputs -->\n<!-- /outputs -->\n'
const MARKED = '<!-- example: a.yml -->\n<!-- /example -->\n'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'))
  cpSync(join(REPOSITORY, 'action.yml'), join(folder, 'action.yml'))
  for (const name of ['examples', 'docs']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'examples/a.yml'), EXAMPLE)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the script on a README and a page, and returns its exit code and their new content. */
function written({ readme = '# A\n', page = TABLES }, ...options: string[]) {
  const paths = { readme: join(folder, 'README.md'), page: join(folder, 'docs/reference.md') }
  writeFileSync(paths.readme, readme)
  writeFileSync(paths.page, page)
  const script = join(REPOSITORY, 'scripts/readme.ts')
  const { status, stderr } = spawnSync(process.execPath, [script, ...options], {
    cwd: folder,
    encoding: 'utf8',
  })
  return {
    status,
    stderr,
    readme: readFileSync(paths.readme, 'utf8'),
    page: readFileSync(paths.page, 'utf8'),
  }
}

const SHOWN = `<!-- example: a.yml -->\n\`\`\`yaml\n${EXAMPLE}\`\`\`\n<!-- /example -->\n`

test.each(['readme', 'page'] as const)('the script writes examples into the %s', name => {
  const before = { page: TABLES, [name]: `# A\n${MARKED}# B\n${MARKED}${TABLES}# C\n` }
  const after = written(before)
  expect(after).toMatchObject({ status: 0, stderr: '' })
  expect(after[name].startsWith(`# A\n${SHOWN}# B\n${SHOWN}`)).toBe(true)
  expect(after[name].endsWith('\n# C\n')).toBe(true)
})

test('the script writes tables of all inputs and outputs, or of some', () => {
  const some = '<!-- outputs: result changed -->\n<!-- /outputs -->\n'
  const { readme, page } = written({ readme: some })
  expect(page).toContain('| `dry-run` | `false` | ')
  expect(page).toContain('| `permissions-file` | ')
  const names = [...readme.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name)
  expect(names).toEqual(['result', 'changed'])
})

test('--check compares every page, and changes none', () => {
  const { readme, page } = written({ readme: MARKED })
  expect(written({ readme, page }, '--check').status).toBe(0)
  const older = readme.replace('on: push', 'on: pull_request')
  const compared = written({ readme: older, page: page.replace('dry-run', 'wet-run') }, '--check')
  expect(compared).toMatchObject({ status: 1, readme: older })
  expect(compared.stderr).toContain('README.md, docs/reference.md')
})

test.each([
  ['a workflow that is not in a file', `\`\`\`yaml\n${EXAMPLE}\`\`\`\n`, 'has a workflow'],
  ['a missing example', MARKED.replace('a.yml', 'b.yml'), 'b.yml'],
  ['a block without an end', '<!-- example: a.yml -->\n', 'has no <!-- /example -->'],
  ['an unknown input', '<!-- inputs: key -->\n<!-- /inputs -->\n', 'lists key'],
])('the script rejects %s', (_, text, message) => {
  for (const [path, pages] of [
    ['README.md', { readme: text }],
    ['docs/reference.md', { page: `${text}${TABLES}` }],
  ] as const) {
    const { status, stderr } = written(pages)
    expect(status).toBe(1)
    expect(stderr).toContain(`${path} `)
    expect(stderr).toContain(message)
  }
})

test('the script rejects pages without a table of all inputs', () => {
  expect(written({ page: '# A\n' }).stderr).toContain('No page has <!-- inputs -->')
})
