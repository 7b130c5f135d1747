import { describe, expect, test } from 'vitest'
import { findLeaks } from './leaks.ts'
import { runScript } from './scripts.ts'

const KEY = 'sk-admin-Q7wZ3kLm9XvB2nRt5YpD8sHf'

describe('a step that leaks', () => {
  const key = "const key = env['INPUT_ADMIN-KEY']\n"
  const run = (source: string) =>
    runScript(key + source, { inputs: { 'admin-key': KEY } }).then(
      () => '',
      (error: Error) => error.message,
    )

  test('is told every place, and never the secret', async () => {
    const message = await run(
      `console.log(key)
       console.error(key)
       append(env.GITHUB_OUTPUT, 'rows=' + key)
       console.log('::set-output name=printed::' + key)
       append(env.GITHUB_STATE, 'rows=' + key)
       append(env.GITHUB_ENV, 'A=' + key)
       append(env.GITHUB_STEP_SUMMARY, key)
       mkdirSync(env.RUNNER_TEMP + '/a')
       writeFileSync(env.RUNNER_TEMP + '/a/deep.txt', key)
       writeFileSync(env.RUNNER_TEMP + '/' + key, '')`,
    )
    const commands = 'file _temp/_runner_file_commands'
    const places = [
      'stdout',
      'stderr',
      'names',
      'output rows',
      'output printed',
      'state rows',
      `${commands}/set_output`,
      `${commands}/save_state`,
      `${commands}/set_env`,
      `${commands}/step_summary`,
      'file _temp/a/deep.txt',
    ].map(place => `${place}: the whole secret (secret 1 of 2)`)
    expect(message.split('\n').slice(1).sort()).toEqual(places.sort())
    expect(findLeaks({ message }, [KEY])).toEqual([])
  })

  test('is found where a mask is printed as text, while commands are stopped', async () => {
    const source = "console.log('::stop-commands::t-o-k'); console.log('::add-mask::' + key)"
    expect(await run(source)).toContain('stdout: the whole secret')
  })
})

test('a key that is only masked is let through', async () => {
  const source = "console.log('::add-mask::' + env['INPUT_ADMIN-KEY'])"
  const inputs = { 'Admin-Key': KEY }
  await using result = await runScript(`${source}; append(env.GITHUB_OUTPUT, 'a=b')`, { inputs })
  expect(result.masks).toEqual([KEY])
})

test('the keys of verify-keys lines and those it is told of are known, and no others', async () => {
  const [listed, told] = ['sk-proj-Zz8Yy7Xx6Ww5Vv4Uu3Tt2Ss1', 'sk-proj-Hq4Jw9Ke2Lr7Mt5Ny8Pu3Qi6']
  const source = `console.log('${listed}'); console.error('${told}')`
  const inputs = { 'verify-keys': `proj_a=${KEY}\nproj_b=${listed}` }
  const leaking = runScript(source, { inputs, secrets: [told] })
  await expect(leaking).rejects.toThrow(
    /stdout: the whole secret \(secret 2 of 4\)\nstderr: the whole secret \(secret 4 of 4\)$/,
  )
  await using result = await runScript(source)
  expect(result.exitCode).toBe(0)
})

describe('the scanner', () => {
  test.each([
    ['…7wZ3kLm9…', '8 characters in a row of a secret'],
    ['sk-admin-********8sHf', 'the last 4 characters of a secret after a mask'],
    ['sk-…8sHf', 'the last 4 characters of a secret after a mask'],
    ['sk-...8sHfx', 'the last 4 characters of a secret after a mask'],
    ['a key that ends in 8sHf.', 'the last 4 characters of a secret as a word'],
    ['sk-admin-, Q7wZ3kL, x8sHf, 8sHf-a', null],
  ])('judges %j by the part of the key in it', (text, kind) => {
    expect(findLeaks({ text }, [KEY])).toEqual(kind ? [`text: ${kind} (secret 1 of 1)`] : [])
  })

  test('looks for short keys whole, for blank ones not at all, and withholds telling names', () => {
    expect(findLeaks({ text: 'the tail: ort7' }, ['short7', ' '])).toEqual([])
    expect(findLeaks({ text: 'a short7 b' }, ['short7'])).toHaveLength(1)
    expect(findLeaks({ [KEY]: KEY }, [KEY]).join()).toMatch(/^a place with a secret in its name/)
  })
})
