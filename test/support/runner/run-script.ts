import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep, type StepOptions, type StepResult } from '../runner.ts'

/**
 * Runs a module's source as a step. It can use `append`, `mkdirSync`, `writeFileSync`, and `env`.
 * Starting a process takes most of such a test's time, so test the parts themselves if they need no
 * process.
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
