import { expect, test } from 'vitest'
import type { ReceivedRequest } from '../support/api.ts'
import { expectNoInjection } from './injection-assertions.ts'
import { pollsOf, WAIT } from './job-setup.ts'
import { expectMatchesServer, organization, rowsOf, share, statusesOf } from './setup.ts'

/** Every character that is valid in an ID, and those that separate the items of a list. */
const TAKEN = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@+=-']
const SEPARATORS = ['\n', '\r', ',']
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
// An environment variable can't contain the first of them.
const REFUSED = ASCII.slice(1).filter(c => !TAKEN.includes(c) && !SEPARATORS.includes(c))

/** IDs that have each of the characters within them and at their end. */
const withAll = (start: string) => TAKEN.map(character => `${start}${character}z${character}`)
const [MODELS, JOBS] = [withAll('m'), withAll('j')]
const OWNER = `o${TAKEN.join('')}`
const KEY_OF = 'p:z:'
const PROJECTS = [KEY_OF, `p${TAKEN.join('')}`]

const pathsOf = (requests: ReceivedRequest[], route: string) =>
  requests.filter(request => request.route === route).map(({ url }) => url.split('?')[0])
const encoded = (ids: string[], before: string, after = '') =>
  ids.map(id => `/v1${before}/${encodeURIComponent(id)}${after}`)

test('IDs with every valid character are sent percent-encoded and come back unchanged', async () => {
  await using api = await organization(0, {
    projects: PROJECTS.map(id => ({ id })),
    checkpoints: Object.fromEntries(MODELS.map(id => [id, { owner: OWNER }])),
    projectKeys: [KEY_OF],
    modelsFollowPermissions: true,
  })
  await using step = await share(api, {
    'checkpoint-id': MODELS,
    'project-ids': [...PROJECTS, OWNER],
    'owning-project-id': OWNER,
    'verify-keys': `${KEY_OF}=${api.projectKeys[KEY_OF]}`,
  })
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ granted: 2 * MODELS.length, owner: MODELS.length })
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify(MODELS))
  const ofOne = rowsOf(step).filter(({ checkpoint_id }) => checkpoint_id === MODELS[0])
  expect(ofOne.map(({ project_id }) => project_id)).toEqual([...PROJECTS, OWNER])
  const paths = encoded(MODELS, '/fine_tuning/checkpoints', '/permissions')
  // Several checkpoints go at a time.
  expect(pathsOf(step.requests, 'list').toSorted()).toEqual(paths.toSorted())
  expect(pathsOf(step.requests, 'create').toSorted()).toEqual(paths.toSorted())
  expect(step.posts).toEqual(MODELS.map(() => PROJECTS))
  expect(pathsOf(step.requests, 'model').sort()).toEqual(encoded(MODELS, '/models').sort())
})

test('job IDs with every valid character are sent percent-encoded, too', async () => {
  const entries = JOBS.map((id, i) => [id, { states: ['succeeded'], fineTunedModel: MODELS[i] }])
  await using api = await organization(0, { jobs: Object.fromEntries(entries) })
  const inputs = { ...WAIT, 'checkpoint-id': '', 'api-key': api.projectKey }
  await using step = await share(api, { ...inputs, 'fine-tuning-job-id': JOBS })
  expectMatchesServer(step, api)
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify(MODELS))
  expect(JOBS.flatMap(id => pollsOf(step, id))).toHaveLength(JOBS.length)
  expect(pathsOf(step.requests, 'job').sort()).toEqual(encoded(JOBS, '/fine_tuning/jobs').sort())
})

test('each invalid ID is reported with its input, value, and fix before any request', async () => {
  const inputs = ['checkpoint-id', 'fine-tuning-job-id', 'project-ids', 'owning-project-id']
  await using api = await organization(1)
  const wrong = REFUSED.map(character => `a${character}z`)
  const given = Object.fromEntries(inputs.map(input => [input, wrong]))
  await using step = await share(api, { ...given, 'api-key': api.projectKey })
  expectMatchesServer(step, api)
  expectNoInjection(step, 4, 3)
  expect(api.requests).toEqual([])
  expect(step.outputs.result).toBe('invalid')
  for (const input of inputs) {
    const issueLines = step.stdout.split('\n').filter(line => line.startsWith(`${input}: "`))
    expect(issueLines).toEqual(
      REFUSED.map(character => {
        const isShown = /[ -~]/.test(character)
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
        const value = isShown ? `"a${RegExp.escape(character)}z"` : '"a ?z"'
        const note = isShown ? '' : ` Check character 2 [(]U[+]${code}[)][.]`
        const fix =
          'IDs contain only letters, digits, and . _ : @ + = - and start with a letter or digit.'
        const advice =
          input === 'project-ids'
            ? "If it's a project name, use project-names."
            : 'Write one ID per line.'
        if (character === ' ') return `${input}: "a z" isn't a valid ID. ${advice}`
        return expect.stringMatching(
          `^${input}: ${value} isn't a valid ID[.]${note} ${RegExp.escape(fix)}$`,
        )
      }),
    )
  }
})

/** Text that looks like `proj_0`, and the character that makes it different. */
const LOOK_ALIKES: [text: string, at: number, code: string][] = [
  ['pr\u043ej_0', 3, '043E'],
  ['\uff50roj_0', 1, 'FF50'],
  ['proj_\u0660', 6, '0660'],
  ['proj\uff3f0', 5, 'FF3F'],
  ['pro\u0301j_0', 4, '0301'],
  ['pr\u00f6j_0', 3, '00F6'],
  ['\u{1d4c5}roj_0', 1, '1D4C5'],
  ['proj\u200b_0', 5, '200B'],
  ['proj_0\u200d', 7, '200D'],
  ['\u202eproj_0', 1, '202E'],
  ['proj\u2066_0', 5, '2066'],
  ['proj_0\u061c', 7, '061C'],
  ['pro\u00adj_0', 4, '00AD'],
  ['proj\u00a0_0', 5, '00A0'],
  ['proj\u2028_0', 5, '2028'],
  ['proj_0\ufe0f', 7, 'FE0F'],
  ['proj_0\u{e0041}', 7, 'E0041'],
  ['proj_0\u{1f680}', 7, '1F680'],
  ['proj\u2010_0', 5, '2010'],
  ['proj\uff1a_0', 5, 'FF1A'],
]

test('text that only looks like an ID is reported with the character that differs', async () => {
  await using api = await organization(1)
  const texts = LOOK_ALIKES.map(([text]) => text)
  await using step = await share(api, { 'project-ids': ['proj_0', ...texts], mode: 'revoke' })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(api.requests).toEqual([])
  const issueLines = step.stdout.split('\n').filter(line => line.startsWith('project-ids: "'))
  expect(issueLines).toEqual(
    LOOK_ALIKES.map(([, at, code]) =>
      expect.stringContaining(`isn't a valid ID. Check character ${at} (U+${code}). IDs contain`),
    ),
  )
})
