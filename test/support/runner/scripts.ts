import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { runStep, type StepOptions, type StepResult } from '../runner.ts'

const folder = mkdtempSync(join(tmpdir(), 'entries-'))
let scripts = 0
afterAll(() => rmSync(folder, { recursive: true }))

/**
 * Runs a module's source as a step. It finds `append`, `mkdirSync`, `writeFileSync` and `env`
 * there. What can be told without a process is better told of the parts themselves: starting one
 * is what these tests take their time for.
 */
export function runScript(source: string, options: StepOptions = {}): Promise<StepResult> {
  const entry = join(folder, `${scripts++}.mjs`)
  const imports = "import { appendFileSync as append, mkdirSync, writeFileSync } from 'node:fs'"
  writeFileSync(entry, `${imports}\nconst { env } = process\n${source}`)
  return runStep({ ...options, entry })
}
