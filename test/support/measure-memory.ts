import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepResult } from './runner.ts'

const MODULE = new URL('peak-memory.mjs', import.meta.url).href

/** The environment of a step whose memory is measured. */
export const MEASURE_MEMORY_ENV = { NODE_OPTIONS: `--import ${MODULE}` }

/** The peak memory of a measured step in megabytes. */
export function peakMegabytes({ tempDir }: StepResult): number {
  return Number(readFileSync(join(tempDir, 'peak-memory'), 'utf8')) / 1024
}
