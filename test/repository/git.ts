import { execFileSync } from 'node:child_process'

/** Runs git in a folder, without this machine's configuration, and returns what it prints. */
export function git(folder: string, ...args: string[]): string {
  // Git knows this name on Windows, too.
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', args, { cwd: folder, stdio: 'pipe', env, encoding: 'utf8' })
}
