import { existsSync, readFileSync } from 'node:fs'
import { EOL } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { runScript } from './runner/run-script.ts'

const isWindows = process.platform === 'win32'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('what a step gets', () => {
  test('inputs arrive as variables, with the defaults of action.yml', async () => {
    // The token is a secret like any other: printing it fails as a leak.
    const source =
      "const { 'INPUT_GITHUB-TOKEN': token, ...rest } = env; console.log(JSON.stringify({ ...rest, hasToken: token !== '' }))"
    await using result = await runScript(source, {
      inputs: { 'project ids': 'proj_a', 'Share-Minutes': '5' },
      env: { EXTRA: 'yes', RUNNER_OS: undefined, SECOND: '' },
    })
    const env = JSON.parse(result.stdout)
    expect(env).toMatchObject({
      INPUT_MODE: 'grant',
      'INPUT_ADMIN-KEY': '',
      'INPUT_DRY-RUN': 'false',
      INPUT_PROJECT_IDS: 'proj_a',
      'INPUT_SHARE-MINUTES': '5',
      GITHUB_ACTIONS: 'true',
      hasToken: true,
      EXTRA: 'yes',
      SECOND: '',
      RUNNER_TEMP: result.tempDir,
    })
    expect(env).not.toHaveProperty('RUNNER_OS')
    expect(Object.keys(env).filter(name => /^(npm_|VITEST|NODE_)/.test(name))).toEqual([])
  })

  test.each([
    ['', 'SIGINT'],
    ['messages', 'SIGBREAK'],
  ])('signals can be sent at a line, and differ from exit codes %s', async (way, interrupt) => {
    vi.stubEnv('TEST_SIGNALS', way)
    const source = "console.log('ready'); setInterval(() => {}, 1000)"
    await using killed = await runScript(source, { onLine: (_, { kill }) => kill('SIGTERM') })
    // On Windows, a process that ends another leaves only an exit code.
    const status = isWindows ? { exitCode: 1 } : { exitCode: null, signal: 'SIGTERM' }
    expect(killed).toMatchObject({ ...status, outcome: 'failure' })
    const expected = isWindows ? 'SIGBREAK' : interrupt
    await using handled = await runScript(
      `process.on('${expected}', () => process.exit(7)); ${source}`,
      { onLine: (line, { kill }) => line === 'ready' && kill('SIGINT') },
    )
    expect(handled).toMatchObject({ exitCode: 7, signal: null, outcome: 'failure' })
  })

  test('a step that gets signals as messages ends by itself', async () => {
    vi.stubEnv('TEST_SIGNALS', 'messages')
    await using step = await runScript("console.log('ready')")
    expect(step).toMatchObject({ exitCode: 0, outcome: 'success' })
  })

  test('a step that takes too long is killed and its log reported', async () => {
    const slow = runScript("console.log('got here'); setInterval(() => {}, 1000)", {
      timeoutMs: 3000,
    })
    await expect(slow).rejects.toThrow(/over 3000 ms:\ngot here/)
  })

  test('an error thrown by onLine ends the step', async () => {
    const onLine = () => {
      throw new Error('unexpected line')
    }
    const source = "console.log('x'); setInterval(() => {}, 1000)"
    await expect(runScript(source, { onLine })).rejects.toThrow('unexpected line')
  })

  test('a step at speed 600 waits a minute in no time', async () => {
    const source =
      'const start = Date.now(); setTimeout(() => console.log(Date.now() - start), 60e3)'
    await using result = await runScript(source, { speed: 600 })
    expect(Number(result.stdout)).toBeGreaterThan(57_000)
    expect(result.elapsedMs).toBeLessThan(10_000)
    expect(result.stderr).toBe('')
  })
})

describe('what a step leaves', () => {
  test('commands on stdout and stderr are executed, and the output is kept unchanged', async () => {
    const errors = Array.from({ length: 12 }, (_, i) => `::error::${i}`)
    const lines = ['::add-mask::hush', 'hush', '::set-output name=a::b', '::save-state name=c::d']
    const printed = [...lines, ...errors].join('\n')
    await using result = await runScript(
      `console.log(${JSON.stringify(printed)})
       process.stderr.write('a\\r::warning::b\\r\\n::warning::c\\r'); console.error('::warning::d')`,
    )
    expect(result).toMatchObject({ exitCode: 0, signal: null, outcome: 'success' })
    expect(result.stdout).toBe(`${printed}\n`)
    expect(result.stderr).toBe(
      'a\r::warning::b\r\n::warning::c\r::warning::d\n'.replaceAll(EOL, '\n'),
    )
    expect(result.log.split('\n')).toContain('***')
    expect(result).toMatchObject({ masks: ['hush'], outputs: { a: 'b' }, state: { c: 'd' } })
    const messages = (level: string) =>
      result.annotations.filter(kept => kept.level === level).map(({ message }) => message)
    expect(messages('warning')).toEqual(['b', 'c', 'd'])
    expect(messages('error')).toHaveLength(10)
    expect(result.allAnnotations).toHaveLength(15)
    expect(result.commands).toHaveLength(18)
  })

  test('its file commands are executed, and its files stay until disposal', async () => {
    const result = await runScript(
      `append(env.GITHUB_OUTPUT, 'a=1\\nb<<END\\n2\\n')
       append(env.GITHUB_ENV, 'A=1\\n')
       append(env.GITHUB_PATH, '/a\\n')
       append(env.GITHUB_STATE, 'seen=true')
       append(env.GITHUB_STEP_SUMMARY, '# Done')
       writeFileSync(env.RUNNER_TEMP + '/rows.json', '[]')`,
    )
    expect(result).toMatchObject({ exitCode: 0, outcome: 'failure', outputs: { a: '1' } })
    expect(result).toMatchObject({ exportedEnv: { A: '1' }, paths: ['/a'], summary: '# Done' })
    expect(result.state).toEqual({ seen: 'true' })
    expect(readFileSync(join(result.tempDir, 'rows.json'), 'utf8')).toBe('[]')
    await result[Symbol.asyncDispose]()
    expect(existsSync(dirname(result.tempDir))).toBe(false)
  })
})
