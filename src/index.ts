const REQUIRED_NODE = 24
const { node } = process.versions

// Runners based on act start actions with their image's Node. Everything else is loaded after this
// check, because an older Node can't run it.
if (Number.parseInt(node, 10) < REQUIRED_NODE) {
  console.log(
    `::error title=Node ${REQUIRED_NODE} is required::share-checkpoint needs Node ${REQUIRED_NODE}, but the runner started it with Node ${node}. Update the runner, or use an image with Node ${REQUIRED_NODE}.`,
  )
  process.exitCode = 1
} else {
  // The build keeps these in this file's bundle (scripts/build.ts).
  const { systemClock: clock } = await import('./common/clock.ts')
  const { run } = await import('./main.ts')
  // The runner cancels a step with SIGINT (Ctrl+Break on Windows), then SIGTERM, then kills it.
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGBREAK', 'SIGTERM'] as const) {
    process.on(signal, () => cancel.abort())
  }
  const { env } = process
  process.exitCode = await run({ env, clock, random: Math.random, cancelled: cancel.signal })
}
