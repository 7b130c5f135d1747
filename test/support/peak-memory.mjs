/**
 * Loaded into a step's process with `node --import`: writes the process's peak memory to
 * RUNNER_TEMP. It comes from Linux, because `resourceUsage().maxRSS` includes the memory of the
 * process that started this one. Plain JavaScript, because removing types takes memory, too.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

process.on('exit', () => {
  const status = readFileSync('/proc/self/status', 'utf8')
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? ''
  writeFileSync(join(process.env.RUNNER_TEMP ?? '', 'peak-memory'), kilobytes)
})
