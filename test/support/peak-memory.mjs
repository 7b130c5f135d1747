/**
 * Put into a step's process with `node --import`, leaves in RUNNER_TEMP how much memory the
 * process has had at most. Linux tells: `resourceUsage().maxRSS` begins with the memory of the
 * process that started this one. Plain JavaScript, because taking types out takes memory, too.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

process.on('exit', () => {
  const status = readFileSync('/proc/self/status', 'utf8')
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? ''
  writeFileSync(join(process.env.RUNNER_TEMP ?? '', 'peak-memory'), kilobytes)
})
