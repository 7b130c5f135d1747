// Finds packages in the folder that the demo uses, wherever the module that imports them is.
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const parentURL = pathToFileURL(join(process.env.DEMO_PACKAGES ?? '', '..', 'parent.js')).href

registerHooks({
  resolve(specifier, context, next) {
    const isOfRepository = context.parentURL?.endsWith('.ts') === true
    return isOfRepository && /^[\w@]/.test(specifier) && !/^(node|file|data):/.test(specifier)
      ? next(specifier, { ...context, parentURL })
      : next(specifier, context)
  },
})
