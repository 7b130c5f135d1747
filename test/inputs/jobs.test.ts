import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { MODES } from '../../src/sharing/types.ts'
import { CHECKPOINT } from '../support/fixtures.ts'
import { API_KEY, envOf, inputsOf, issuesOf, JOB, KEY } from '../support/input-env.ts'

const WAIT = inputsOf('wait')

test.each<[Record<string, string>, Partial<Inputs>]>([
  [JOB, { jobIds: ['ftjob-a'], apiKey: API_KEY, checkpointIds: [CHECKPOINT] }],
  [
    { ...JOB, 'checkpoint-id': '' },
    { jobIds: ['ftjob-a'], checkpointIds: [] },
  ],
  [
    { ...JOB, 'fine-tuning-job-id': 'ftjob-b\n# not ftjob-c\n ftjob-a,ftjob-b' },
    { jobIds: ['ftjob-b', 'ftjob-a'] },
  ],
  // Hosts other than OpenAI's have their own ID formats.
  [{ ...JOB, 'fine-tuning-job-id': 'job:1' }, { jobIds: ['job:1'] }],
  [{ ...JOB, 'api-key': ` ${API_KEY}\r\n` }, { apiKey: API_KEY }],
  [{ 'api-key': API_KEY }, { apiKey: API_KEY, jobIds: [] }],
  [{ ...JOB, 'job-checkpoints': '' }, { checkpointSelector: 'final' }],
  [{ ...JOB, 'job-checkpoints': 'final' }, { checkpointSelector: 'final' }],
  [{ ...JOB, 'job-checkpoints': ' all\n' }, { checkpointSelector: 'all' }],
  [{ ...JOB, 'job-checkpoints': 'best' }, { checkpointSelector: 'best' }],
  [{ ...JOB, 'job-checkpoints': '0' }, { checkpointSelector: [0] }],
  [{ ...JOB, 'job-checkpoints': '999999999' }, { checkpointSelector: [999_999_999] }],
  [
    { ...JOB, 'job-checkpoints': '300, 100\n# 50\n200,100,' },
    { checkpointSelector: [300, 100, 200] },
  ],
  [{ 'wait-timeout-minutes': '' }, { waitTimeoutMinutes: 60 }],
  [{ 'wait-timeout-minutes': '0' }, { waitTimeoutMinutes: 0 }],
  [{ 'wait-timeout-minutes': '0.0' }, { waitTimeoutMinutes: 0 }],
  [{ 'wait-timeout-minutes': ' 0.25\n' }, { waitTimeoutMinutes: 0.25 }],
  [{ 'wait-timeout-minutes': '90.5' }, { waitTimeoutMinutes: 90.5 }],
  [{ 'wait-timeout-minutes': '7200' }, { waitTimeoutMinutes: 7_200 }],
])('accepts %j', (inputs, expected) => {
  expect(readInputs(envOf(inputs))).toMatchObject(expected)
})

test('steps are read unchanged, in the given order', () => {
  const steps = fc.uniqueArray(fc.nat({ max: 999_999_999 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(steps, fc.constantFrom(',', '\n', ' , ', '\r\n'), (numbers, separator) => {
      const inputs = envOf({ ...JOB, 'job-checkpoints': numbers.join(separator) })
      expect(readInputs(inputs).checkpointSelector).toEqual(numbers)
    }),
  )
})

test.each([
  'Final',
  'last',
  'final,best',
  '100,best',
  'all\n100',
  '-1',
  '+1',
  '1.5',
  '1e3',
  '0x10',
  '1 000',
  '1000000000',
  'step 1',
  '٣',
  ',',
])("job-checkpoints doesn't accept %j", value => {
  expect(issuesOf(envOf({ ...JOB, 'job-checkpoints': value }))).toEqual([
    {
      input: 'job-checkpoints',
      message: `job-checkpoints: "${value}" isn't a valid selection. Use final, all, best, or step numbers.`,
    },
  ])
})

test.each(['-1', '-0', '1e3', '.5', '5.', '30m', 'none', 'NaN', 'Infinity', '7200.1', '1,5'])(
  `wait-timeout-minutes doesn't accept "%s"`,
  minutes => {
    expect(issuesOf(envOf({ 'wait-timeout-minutes': minutes }))).toEqual([
      {
        input: 'wait-timeout-minutes',
        message: `wait-timeout-minutes: "${minutes}" isn't a valid number of minutes. Use a number from 0 to 7200.`,
      },
    ])
  },
)

test.each<[Record<string, string>, string, string]>([
  [{ ...JOB, 'api-key': ' ' }, 'api-key', 'api-key is empty. Check that the secret exists'],
  [{ ...JOB, 'api-key': `${API_KEY}\nsecond` }, 'api-key', 'contains line breaks'],
  [{ ...JOB, 'api-key': `${API_KEY} x` }, 'api-key', 'contains whitespace'],
  // Even an unused key must be valid.
  [{ 'api-key': `${API_KEY}ä` }, 'api-key', 'or an invalid character'],
  [{ ...JOB, 'fine-tuning-job-id': 'proj_a' }, 'fine-tuning-job-id', 'Move it to project-ids'],
  [{ ...JOB, 'fine-tuning-job-id': CHECKPOINT }, 'fine-tuning-job-id', 'Move it to checkpoint-id'],
  [
    { ...JOB, 'fine-tuning-job-id': 'ftckpt_a' },
    'fine-tuning-job-id',
    'fine_tuned_model_checkpoint',
  ],
  [
    { ...JOB, 'fine-tuning-job-id': 'ftjob a' },
    'fine-tuning-job-id',
    '"ftjob a" isn\'t a valid ID. Write one ID per line.',
  ],
  [{ ...JOB, 'fine-tuning-job-id': 'ftjob-a/cancel' }, 'fine-tuning-job-id', "isn't a valid ID"],
  [{ ...JOB, 'fine-tuning-job-id': 'x'.repeat(257) }, 'fine-tuning-job-id', '257 characters'],
  [
    { 'job-checkpoints': 'best' },
    'job-checkpoints',
    'job-checkpoints is only for jobs, but fine-tuning-job-id is empty. Add a job, or remove job-checkpoints.',
  ],
  [{ 'checkpoint-id': 'ftjob-a' }, 'checkpoint-id', '"ftjob-a" is a fine-tuning job. Move it to'],
  [{ 'project-ids': 'ftjob-a' }, 'project-ids', 'Move it to fine-tuning-job-id'],
  [{ 'owning-project-id': 'ftjob-a' }, 'owning-project-id', 'Move it to fine-tuning-job-id'],
])('%j is an issue in %s', (inputs, input, message) => {
  expect(issuesOf(envOf(inputs))).toEqual([{ input, message: expect.stringContaining(message) }])
})

test('every mode with a job needs the key that reads it', () => {
  for (const mode of MODES) {
    const issues = issuesOf(envOf({ ...JOB, ...inputsOf(mode), 'api-key': '' }))
    const message = expect.stringContaining('secrets: inherit')
    expect([mode, ...issues]).toEqual([mode, { input: 'api-key', message }])
  }
})

test('a job replaces a checkpoint in every mode', () => {
  for (const mode of MODES) {
    const issues = issuesOf(envOf({ ...JOB, ...inputsOf(mode), 'checkpoint-id': '# none' }))
    expect([mode, ...issues]).toEqual([mode])
  }
})

test.each(['checkpoint-id', 'fine-tuning-job-id', 'project-ids', 'owning-project-id'])(
  'an API key in %s is reported, whatever its form',
  input => {
    for (const key of [API_KEY, 'my-own-key']) {
      expect(issuesOf(envOf({ ...JOB, 'api-key': key, [input]: key }))).toEqual([
        { input, message: expect.stringContaining('looks like an API key') },
      ])
    }
  },
)

test('wait needs only a job and its key', () => {
  const inputs = readInputs(envOf({ ...WAIT, 'project-ids': '' }))
  expect(inputs).toMatchObject({
    mode: 'wait',
    adminKey: '',
    apiKey: API_KEY,
    jobIds: ['ftjob-a'],
    checkpointIds: [],
    projectIds: [],
    projectNames: [],
  })
})

test("wait rejects an admin key, which it doesn't need", () => {
  const issues = issuesOf(envOf({ ...WAIT, 'admin-key': KEY }))
  expect(issues).toEqual([
    { input: 'admin-key', message: expect.stringContaining("admin-key isn't used in mode wait") },
  ])
  expect(issues[0]?.message).not.toContain(KEY)
})

test('wait needs a job, even if there are checkpoints', () => {
  for (const checkpoints of ['', CHECKPOINT]) {
    const inputs = { ...WAIT, 'fine-tuning-job-id': '# none', 'checkpoint-id': checkpoints }
    const message = expect.stringContaining(
      'fine-tuning-job-id is empty, but mode wait needs a job.',
    )
    expect(issuesOf(envOf(inputs))).toEqual([{ input: 'fine-tuning-job-id', message }])
  }
})
