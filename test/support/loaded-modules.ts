import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

// Loaded into a process with `node --import`: at its end, writes what was loaded after it, files
// and Node modules, by import or require, into the file that `LOADS` names. On Windows, the tests add
// a file to each process, which is left out.
const OWN = new URL('.', import.meta.url).href
const loaded = new Set<string>()
registerHooks({
  load(url, context, next) {
    if (!url.startsWith(OWN)) loaded.add(url)
    return next(url, context)
  },
})
process.on('exit', () => writeFileSync(process.env.LOADS ?? '', JSON.stringify([...loaded])))
