import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { DescriptionDictionary, data } from '@actions/expressions'
import type { ValidationConfig } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { REPOSITORY } from '../support/runner/folders.ts'
import { OWN_NAME } from './own-name.ts'
import { PINS } from './pins.ts'

// GitHub's packages import JSON like bundlers do, without an attribute, which Node rejects.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { registerLogger, validate } = await import('@actions/languageservice')
hooks.deregister()

// It logs and skips what it can't evaluate; here that is an error.
registerLogger({
  error(message) {
    throw new Error(message)
  },
  warn() {},
  info() {},
  log() {},
})

/** Our own action, as other workflows name it, and as this repository does. */
export const OWN_ACTION = [`${OWN_NAME}@v1`, './']

/** The content of action.yml. */
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
    // Declares the outputs of steps that use our own action.
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
    // Our own reusable workflows are this repository's, whatever the version.
    async getFileContent({ path }) {
      return { name: path, content: readFileSync(join(REPOSITORY, path), 'utf8') }
    },
  },
}

let documents = 0

/**
 * The findings of GitHub's own parser, as used in its editor extension, for a workflow, or for an
 * action if the path ends with action.yml.
 */
export async function githubFindings(path: string, text: string): Promise<string[]> {
  // It caches files by their address.
  const address = `file:///${documents++}/${path}`
  const found = await validate(TextDocument.create(address, 'yaml', 1, text), config)
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`)
}
