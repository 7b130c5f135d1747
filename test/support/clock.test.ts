import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const CLOCK = new URL('clock.mjs', import.meta.url).href

/** Runs the script at the speed and returns its parsed output, with the real time it took. */
function run(speed: string, source: string) {
  const { PATH } = process.env
  const start = performance.now()
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', CLOCK, '--input-type=module', '-e', source],
    { encoding: 'utf8', env: { PATH, TEST_CLOCK_SPEED: speed } },
  )
  return { elapsed: performance.now() - start, stderr, printed: JSON.parse(stdout || 'null') }
}

// Real time within the script, measured by the only clock that isn't scaled.
const MEASURE = `
  import { setTimeout as sleep, setInterval as every, scheduler } from 'node:timers/promises'
  import { setTimeout as later } from 'node:timers'
  import { promisify } from 'node:util'
  const results = []
  const measure = async (name, wait) => {
    const [real, date, steady] = [process.hrtime.bigint(), Date.now(), performance.now()]
    await wait()
    results.push({
      name,
      real: Number(process.hrtime.bigint() - real) / 1e6,
      date: Date.now() - date,
      steady: performance.now() - steady,
    })
  }
  await measure('global', () => new Promise(resolve => setTimeout(resolve, 60_000)))
  await measure('node:timers', () => new Promise(resolve => later(resolve, 60_000)))
  await measure('promises', () => sleep(60_000))
  await measure('promisified', () => promisify(setTimeout)(60_000))
  await measure('scheduler', () => scheduler.wait(60_000))
  await measure('interval', () => new Promise(resolve => {
    const timer = setInterval(() => { clearInterval(timer); resolve() }, 60_000)
  }))
  await measure('intervals', async () => { for await (const _ of every(60_000)) break })
  await measure('signal', () => new Promise(resolve => {
    const held = setTimeout(() => {}, 600_000)
    const signal = AbortSignal.timeout(60_000)
    signal.onabort = () => { clearTimeout(held); resolve() }
  }))
  console.log(JSON.stringify(results))
`

test('every timer of a minute takes a tenth of a second at speed 600, and the clocks agree', () => {
  const { printed, stderr } = run('600', MEASURE)
  expect(stderr).toBe('')
  expect(printed).toHaveLength(8)
  for (const { name, real, date, steady } of printed) {
    expect(real, name).toBeGreaterThan(95)
    expect(real, name).toBeLessThan(2000)
    // 50 real milliseconds can pass between readings on a busy machine.
    expect(Math.abs(steady / 600 - real), name).toBeLessThan(50)
    expect(Math.abs(date / 600 - real), name).toBeLessThan(50)
    expect(date, name).toBeGreaterThan(57_000)
  }
})

test('Date keeps all its other behavior', () => {
  const { printed } = run(
    '60',
    `class Later extends Date {}
    const later = new Later()
    const before = Date.now()
    const now = new Date().getTime()
    const after = Date.now()
    const [first, date, last] = [performance.now(), Date.now(), performance.now()]
    const age = date - performance.timeOrigin
    console.log(JSON.stringify({
      same: before <= now && now <= after,
      origin: first - 1 <= age && age <= last,
      iso: new Date(0).toISOString(),
      parts: new Date(2024, 1, 29).getDate(),
      text: new Date('2024-02-29T00:00:00Z').getTime() === Date.parse('2024-02-29T00:00:00Z'),
      utc: Date.UTC(1970, 0, 2),
      instance: new Date() instanceof Date && later instanceof Later && later instanceof Date,
      maker: new Date().constructor === Date,
      called: typeof Date(),
      invalid: Number.isNaN(new Date(undefined).getTime()),
    }))`,
  )
  expect(printed).toEqual({
    same: true,
    origin: true,
    iso: '1970-01-01T00:00:00.000Z',
    parts: 29,
    text: true,
    utc: 86_400_000,
    instance: true,
    maker: true,
    called: 'string',
    invalid: true,
  })
})

test('timers pass arguments, can be cleared, and keep a delay that is too long for Node', () => {
  const { printed, stderr } = run(
    '600',
    `clearTimeout(setTimeout(() => console.log('"cleared"'), 600))
    setTimeout((...args) => console.log(JSON.stringify(args)), 60_000, 1, 'two')
    setTimeout(() => {}, 2 ** 31)`,
  )
  expect(printed).toEqual([1, 'two'])
  expect(stderr).toContain('TimeoutOverflowWarning')
})

test("a speed that isn't a positive number is rejected", () => {
  expect(run('fast', '').stderr).toContain('TEST_CLOCK_SPEED must be a positive number, not fast')
})
