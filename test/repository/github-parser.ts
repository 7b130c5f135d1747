import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { DescriptionDictionary, data } from '@actions/expressions'
import type { ValidationConfig } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { REPOSITORY } from '../support/runner/folders.ts'
import { PINS } from './pins.ts'

// GitHub's packages import JSON as bundlers do, without saying so, which Node refuses.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { registerLogger, validate } = await import('@actions/languageservice')
hooks.deregister()

// What it can't work out it logs and leaves out; here nothing may be left out.
registerLogger({
  error(message) {
    throw new Error(message)
  },
  warn() {},
  info() {},
  log() {},
})

/** Our own action, as workflows of others name it, and as those of this repository do. */
export const OWN_ACTION = ['OWNER/share-checkpoint@v1', './']

/** What action.yml says. */
export const action: Record<
  'inputs' | 'outputs',
  Record<string, { description: string; default?: string; required?: boolean }>
> & { description: string } = parse(readFileSync(join(REPOSITORY, 'action.yml'), 'utf8'))

const config: ValidationConfig = {
  actionsMetadataProvider: {
    async fetchActionMetadata({ owner, name, path, ref }) {
      const uses = [owner, name, ...(path ? [path] : [])].join('/')
      if (OWN_ACTION.includes(`${uses}@${ref}`)) return { ...action, name }
      const inputs = PINS[uses]?.inputs.map(input => [input, { description: '' }])
      return inputs && { name, description: uses, inputs: Object.fromEntries(inputs) }
    },
  },
  contextProviderConfig: {
    // Says which outputs there are of the steps that are our own action.
    async getContext(name, context, { job }) {
      if (name !== 'steps' || job === undefined || !('steps' in job)) return undefined
      for (const step of job.steps) {
        const known = context?.get(step.id)
        if (!('uses' in step) || !OWN_ACTION.includes(step.uses.value)) continue
        const outputs = known instanceof DescriptionDictionary ? known.get('outputs') : undefined
        if (!(outputs instanceof DescriptionDictionary)) continue
        for (const output of Object.keys(action.outputs)) {
          outputs.add(output, new data.StringData(''))
        }
        outputs.complete = true
      }
      return context
    },
  },
  fileProvider: {
    // Reusable workflows of our own are the ones of this repository, whatever the version.
    async getFileContent({ path }) {
      return { name: path, content: readFileSync(join(REPOSITORY, path), 'utf8') }
    },
  },
}

let documents = 0

/**
 * What GitHub's own parser, as its editor extension uses it, says of a workflow, or of an action
 * where the path ends with action.yml.
 */
export async function githubFindings(path: string, text: string): Promise<string[]> {
  // It remembers files by their address.
  const address = `file:///${documents++}/${path}`
  const found = await validate(TextDocument.create(address, 'yaml', 1, text), config)
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`)
}
