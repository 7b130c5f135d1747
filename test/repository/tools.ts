import { spawnSync } from 'node:child_process'
import type { Obstacle } from '../support/unless.ts'

/** Whether this machine lacks a program that a workflow's script needs, as runners have. */
export function lacks(...names: string[]): Obstacle {
  if (process.platform === 'win32') return 'this script is for Linux'
  const missing = ['bash', ...names].find(
    name => spawnSync('bash', ['-c', `command -v ${name}`]).status !== 0,
  )
  return missing && `${missing} is missing`
}
