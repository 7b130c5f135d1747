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
  mkdirSync(join(folder, 'examples'))
  writeFileSync(join(folder, 'examples/a.yml'), EXAMPLE)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the script on a README, and returns its exit code and the new content. */
function written(readme: string, ...options: string[]) {
  writeFileSync(join(folder, 'README.md'), readme)
  const script = join(REPOSITORY, 'scripts/readme.ts')
  const { status, stderr } = spawnSync(process.execPath, [script, ...options], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, stderr, readme: readFileSync(join(folder, 'README.md'), 'utf8') }
}

test('the script writes examples and tables into README, and --check compares both', () => {
  const { status, readme } = written(`# A\n${MARKED}# B\n${TABLES}`)
  expect(status).toBe(0)
  const shown = `# A\n<!-- example: a.yml -->\n\`\`\`yaml\n${EXAMPLE}\`\`\`\n<!-- /example -->\n# B\n`
  expect(readme.startsWith(shown)).toBe(true)
  expect(readme).toContain('| `dry-run` | `false` | ')
  expect(written(readme, '--check').status).toBe(0)

  const older = readme.replace('on: push', 'on: pull_request')
  expect(written(older, '--check')).toMatchObject({ status: 1, readme: older })
})

test.each([
  ['a workflow that is not in a file', `\`\`\`yaml\n${EXAMPLE}\`\`\`\n`, 'has a workflow'],
  ['a missing example', MARKED.replace('a.yml', 'b.yml'), 'b.yml'],
])('the script rejects %s', (_, text, message) => {
  const { status, stderr } = written(`${text}${TABLES}`)
  expect(status).toBe(1)
  expect(stderr).toContain(message)
})
