import * as core from '@actions/core'
import OpenAI from 'openai'
import { grant } from './grant.ts'

// The same action as most people would write it: GitHub's library and OpenAI's.
const adminAPIKey = core.getInput('admin-key', { required: true })
core.setSecret(adminAPIKey)
const client = new OpenAI({ adminAPIKey, apiKey: null, baseURL: core.getInput('base-url') })
const ids: string[] = []
for (const checkpoint of core.getMultilineInput('checkpoint-id', { required: true })) {
  ids.push(...(await grant(client, checkpoint, core.getMultilineInput('project-ids'))))
}
core.setOutput('permission-ids', JSON.stringify(ids))
