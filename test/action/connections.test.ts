import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startGitHub } from '../support/github.ts'
import { createFolders, REPOSITORY, removeFolder } from '../support/runner/folders.ts'
import { startTokenService } from '../support/token-service.ts'
import { JOB, organizationWithJob, verifyKeysFor } from './job-setup.ts'
import { CHECKPOINT, expectMatchesServer, share } from './setup.ts'

const RECORDERS = ['made-connections', 'loaded-modules'].map(
  name => `--import ${new URL(`../support/${name}.ts`, import.meta.url).href}`,
)
const DIST = pathToFileURL(join(REPOSITORY, 'dist/')).href

test('a run that uses everything connects only to the given servers, and loads only dist/', async () => {
  const folders = createFolders()
  const connections = join(folders.root, 'connections.json')
  const loads = join(folders.root, 'loads.json')
  const read = (path: string): string[] => JSON.parse(readFileSync(path, 'utf8'))
  try {
    await using github = await startGitHub()
    await using api = await organizationWithJob(['succeeded'], {
      projectKeys: ['proj_0'],
      modelsFollowPermissions: true,
    })
    await using tokens = await startTokenService(api, {
      accounts: { trainer: 'proj_training', user: 'proj_1' },
    })
    const inputs = {
      'checkpoint-id': '',
      'fine-tuning-job-id': JOB,
      'service-account-id': 'trainer',
      'project-ids': 'proj_0',
      'project-names': 'Name proj_1',
      'verify-keys': verifyKeysFor(api, ['proj_0']),
      'verify-service-accounts': 'proj_1=user',
      'commit-status': 'Sharing',
      ...tokens.inputs,
    }
    const env = {
      ...github.env(),
      ...tokens.env,
      NODE_OPTIONS: RECORDERS.join(' '),
      CONNECTIONS: connections,
      LOADS: loads,
    }
    const { issued, requestToken } = tokens
    await using step = await share(api, inputs, { env, issued, secrets: [requestToken] })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': CHECKPOINT })
    expect(github.statuses).toHaveLength(1)
    const given = [
      api.baseUrl,
      github.env().GITHUB_API_URL,
      tokens.env.ACTIONS_ID_TOKEN_REQUEST_URL,
      tokens.inputs['identity-token-url'],
    ].map(url => new URL(url ?? '').host)
    expect(read(connections).sort()).toEqual(given.sort())
    const files = read(loads).filter(url => !url.startsWith('node:'))
    expect(files.length).toBeGreaterThan(4)
    expect(files.filter(url => !url.startsWith(DIST))).toEqual([])
  } finally {
    removeFolder(folders.root)
  }
})
