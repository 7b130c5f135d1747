import { spawnSync } from 'node:child_process'
import type { Obstacle } from '../support/unless.ts'

/**
 * Why this machine can't run a workflow's script: it isn't Linux, as the workflows' runners are, or
 * lacks bash or a program.
 */
export function lacks(...names: string[]): Obstacle {
  if (process.platform !== 'linux') return 'the scripts of workflows run on Linux'
  const missing = ['bash', ...names].find(
    name => spawnSync('bash', ['-c', `command -v ${name}`]).status !== 0,
  )
  return missing && `${missing} is missing`
}
