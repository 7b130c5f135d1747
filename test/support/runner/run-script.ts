import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep, type StepOptions, type StepResult } from '../runner.ts'

/**
 * Runs a module's source as a step. It finds `append`, `mkdirSync`, `writeFileSync` and `env`
 * there. What can be told without a process is better told of the parts themselves: starting one
 * is what these tests take their time for.
 */
export async function runScript(source: string, options: StepOptions = {}): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'entry-'))
  const entry = join(folder, 'index.mjs')
  const imports = "import { appendFileSync as append, mkdirSync, writeFileSync } from 'node:fs'"
  writeFileSync(entry, `${imports}\nconst { env } = process\n${source}`)
  try {
    return await runStep({ ...options, entry })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
