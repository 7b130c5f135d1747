/**
 * Loaded into a step's process with `node --import`: receives signals as messages, because on
 * Windows a program can't send Ctrl+Break to one other process, and `kill` ends it. GitHub's runner
 * sends Ctrl+Break there instead of SIGINT.
 */
process.on('message', (/** @type {NodeJS.Signals} */ signal) => {
  const isHandled = process.emit(signal === 'SIGINT' ? 'SIGBREAK' : signal)
  if (!isHandled) process.kill(process.pid, signal)
})
// Waiting for messages doesn't keep the process running.
process.channel?.unref()
