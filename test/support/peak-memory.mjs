/**
 * Loaded into a step's process with `node --import`: writes the process's peak memory to
 * RUNNER_TEMP. On Linux it comes from `/proc`, because `resourceUsage().maxRSS` includes the memory
 * of the process that started this one there. Plain JavaScript, because removing types takes memory, too.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

process.on('exit', () => {
  const kilobytes =
    process.platform === 'linux'
      ? (/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '')
      : `${process.resourceUsage().maxRSS}`
  writeFileSync(join(process.env.RUNNER_TEMP ?? '', 'peak-memory'), kilobytes)
})
