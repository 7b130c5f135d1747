import { expect, test } from 'vitest'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { cutInputs } from '../../src/inputs/windows-limit.ts'
import { API_KEY, envOf, issuesOf } from '../support/input-env.ts'

const JSON_LIST =
  "is a JSON list. Write one item per line, or convert it with join(fromJSON(…), ',')."

test.each<[string, string, string]>([
  ['checkpoint-id', '["ft:a"]', JSON_LIST],
  ['project-ids', '[\n  "proj_a",\n  "proj_b"\n]', JSON_LIST],
  ['fine-tuning-job-id', '["ftjob-a", ', JSON_LIST],
  ['project-ids', '[]', JSON_LIST],
  ['job-checkpoints', '[100, 200]', JSON_LIST],
  ['owning-project-id', '["proj_a"]', JSON_LIST],
  ['project-ids', '{"a": "proj_a"}', 'is a JSON object. Write one item per line.'],
  ['project-ids', ' [ "proj_a" ', JSON_LIST],
  ['project-ids', '[\n"proj_a",', JSON_LIST],
  ['project-ids', ' [proj_a]\n', 'is in brackets. Write one item per line, without brackets.'],
  ['project-ids', '[proj_a, proj_b]', 'is in brackets. Write one item per line, without brackets.'],
  ['project-names', '["A","B"]', 'is a JSON list. Write one name per line.'],
  ['project-names', '[\n  "A"\n]', 'is a JSON list. Write one name per line.'],
])('%s: %s is one issue that says what to write', (input, value, error) => {
  const env = envOf({ 'api-key': API_KEY, [input]: value })
  expect(issuesOf(env)).toEqual([{ input, message: `${input} ${error}` }])
})

const ONE_PER_LINE = 'Write one ID per line.'
test.each([
  ['project-ids', '- proj_abc', 'Write one ID per line, without a dash.'],
  ['checkpoint-id', '* ft:a', 'Write one ID per line, without a dash.'],
  ['project-ids', 'proj_abc proj_def', ONE_PER_LINE],
  ['checkpoint-id', 'ft:a ft:b', ONE_PER_LINE],
  ['fine-tuning-job-id', 'job-a job-b', ONE_PER_LINE],
  ['project-ids', 'proj_abc # production', 'Put the comment on its own line.'],
  ['checkpoint-id', 'ft:a #1', 'Put the comment on its own line.'],
  ['project-ids', '"proj_abc"', 'Remove the quotes.'],
  ['project-ids', 'Team  EU', "If it's a project name, use project-names."],
  ['project-ids', 'The proj_abc', ONE_PER_LINE],
  ['project-ids', 'My-proj_abc EU', "If it's a project name, use project-names."],
  ['project-ids', 'Team [EU]', "If it's a project name, use project-names."],
  ['project-ids', 'Research - EU', "If it's a project name, use project-names."],
  ['project-ids', 'The "best"', "If it's a project name, use project-names."],
  ['project-ids', '"The best" one', "If it's a project name, use project-names."],
  ['project-ids', 'Research EU', "If it's a project name, use project-names."],
])('%s: %s is an issue that says what to write', (input, item, advice) => {
  const message = `${input}: "${item}" isn't a valid ID. ${advice}`
  const env = envOf({ 'api-key': API_KEY, [input]: `ok\n${item}` })
  expect(issuesOf(env)).toEqual([{ input, message }])
})

test('an item that only starts with brackets has the advice for an item', () => {
  const message = `project-ids: "[EU] A" isn't a valid ID. If it's a project name, use project-names.`
  expect(issuesOf(envOf({ 'project-ids': '[EU] A' }))).toEqual([{ input: 'project-ids', message }])
})

test('project-names is advised only for what looks like a name', () => {
  for (const item of ['proj_a proj_b', '- Research EU', 'Research # EU', 'proj_a/b', '"a b"']) {
    const [issue] = issuesOf(envOf({ 'project-ids': item }))
    expect(issue?.message).not.toContain('project-names')
  }
})

test('a name that has brackets, quotes, or a dash is a name', () => {
  const names = ['[archived] Research', '[EU]', '"A"', '- A', '{a}', 'A ["a"', 'null', '7']
  const env = envOf({ 'project-ids': '', 'project-names': names.join('\n') })
  expect(readInputs(env).projectNames).toEqual(names)
  for (const name of names.slice(1)) {
    const alone = envOf({ 'project-ids': '', 'project-names': name })
    expect(readInputs(alone).projectNames).toEqual([name])
  }
})

test('on Windows, an input that the system may have cut off is an issue, and only there', () => {
  const line = `proj_a${'0'.repeat(93)}\n`
  const list = (length: number) =>
    `${line
      .repeat(400)
      .slice(0, length - 1)
      .trimEnd()}x`.padEnd(length, 'x')
  const message =
    'project-ids has 32,766 or more characters, so Windows may have cut it off. Use sharing-file or a Linux runner.'
  const on = (system: string, length: number) =>
    issuesOf({ ...envOf({ 'project-ids': list(length) }), RUNNER_OS: system })
  expect(on('Windows', 32_765)).toEqual([])
  expect(on('Windows', 32_766)).toEqual([{ input: 'project-ids', message }])
  expect(on('Windows', 32_767)).toEqual([{ input: 'project-ids', message }])
  expect(on('Linux', 32_767)).toEqual([])
  expect(cutInputs({ RUNNER_OS: 'Windows' })).toEqual([])
  // What was cut behind a comma or a line end doesn't show.
  const trimmed = { ...envOf({ 'checkpoint-id': 'ft:a\n'.padEnd(32_767) }), RUNNER_OS: 'Windows' }
  expect(issuesOf(trimmed)).toMatchObject([{ input: 'checkpoint-id' }])
})
