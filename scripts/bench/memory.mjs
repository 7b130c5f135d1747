import { writeFileSync } from 'node:fs'

// Put into a process with `node --import`: says at its end how much memory it had at the most.
process.on('exit', () => {
  const { maxRSS } = process.resourceUsage()
  writeFileSync(process.env.USAGE ?? '', String(maxRSS * 1024))
})
