// Plain JavaScript, because it has to start on any Node from 20 on, before anything is installed.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HELP, readArguments, USAGE, UsageError } from './demo/arguments.mjs'
import { InstallError, preparePackages } from './demo/packages.mjs'

/** @param {string} path */
const besideThis = path => fileURLToPath(new URL(path, import.meta.url))

try {
  const choice = readArguments(process.argv.slice(2))
  if (choice.help) console.log(HELP)
  else process.exitCode = await runDemo(choice)
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n${USAGE}`)
    process.exitCode = 2
  } else if (error instanceof InstallError) {
    console.error(error.message)
    process.exitCode = 1
  } else throw error
}

/** @param {import('./demo/arguments.mjs').Choice} choice */
async function runDemo(choice) {
  const { node, packages } = await preparePackages(besideThis('..'), console.log)
  const options = JSON.stringify({ ...choice, packages, folder: besideThis('../build/demo') })
  const resolver = new URL('demo/resolve.mjs', import.meta.url).href
  const { status, error } = spawnSync(
    node,
    ['--import', resolver, join(besideThis('demo'), 'run.ts'), options],
    { stdio: 'inherit', env: { ...process.env, DEMO_PACKAGES: packages } },
  )
  if (error !== undefined) throw error
  return status ?? 1
}
