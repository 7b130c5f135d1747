import { spawnSync } from 'node:child_process'

/** Whether this machine has the programs that a workflow's script needs, as runners do. */
export const hasTools = (...names: string[]): boolean =>
  process.platform !== 'win32' &&
  names.every(name => spawnSync('bash', ['-c', `command -v ${name}`]).status === 0)
