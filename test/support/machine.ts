import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Obstacle } from './unless.ts'

/** Whether this machine has no file that is always full. */
export const noFullDisk: Obstacle = !existsSync('/dev/full') && 'there is no /dev/full'

/** Whether this machine's user can't create symbolic links, as on most Windows machines. */
export const noLinks: Obstacle = !canLink() && "this user can't create symbolic links"

/** Whether a process can't get long environment variables, as on Windows. */
export const cutsVariables: Obstacle =
  process.platform === 'win32' &&
  process.env.TEST_ACTION !== 'source' &&
  !keepsVariables() &&
  'this system cuts off environment variables'

/** Whether this machine lacks a host of loopback: `[::1]` if IPv6 is off. */
export const lacksHost = (host: string): Obstacle =>
  host.includes('::1') && !hasIpv6 && 'IPv6 is off'

/** Whether this machine has IPv6 on loopback. */
export const hasIpv6: boolean = Object.values(networkInterfaces()).some(addresses =>
  addresses?.some(({ address }) => address === '::1'),
)

function keepsVariables(): boolean {
  const env = { ...process.env, LONG: 'x'.repeat(100_000) }
  const { stdout } = spawnSync(process.execPath, ['-p', 'process.env.LONG.length'], { env })
  return `${stdout}`.trim() === '100000'
}

function canLink(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'link-'))
  try {
    symlinkSync('nothing', join(folder, 'link'))
    return lstatSync(join(folder, 'link')).isSymbolicLink()
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Checks the mode of a file or folder, such as 0o600. Windows has no modes: a file in a user's
 * temporary folder inherits who can read it.
 */
export function expectMode(path: string, mode: number): void {
  if (process.platform === 'win32') expect(statSync(path)).toBeDefined()
  else expect(statSync(path).mode & 0o777, path).toBe(mode)
}
