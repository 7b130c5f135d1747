import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VirtualClock } from './virtual-clock.ts'

const HOUR = 3_600_000

test('an hour passes at once for a sleeper of an hour', async () => {
  const clock = new VirtualClock()
  const [began, really] = [clock.now(), performance.now()]
  await clock.sleep(HOUR)
  expect(clock.now() - began).toBe(HOUR)
  await clock.sleep(0.5)
  expect(clock.now() - began).toBe(HOUR + 0.5)
  expect(performance.now() - really).toBeLessThan(1_000)
})

test('without sleepers no time passes', async () => {
  const clock = new VirtualClock(7)
  await new Promise(resolve => setImmediate(resolve))
  expect(clock.now()).toBe(7)
})

test('each sleeper wakes at its own time, whatever the others do', async () => {
  const naps = fc.array(fc.array(fc.nat(1_000), { maxLength: 5 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(naps, async sleepers => {
      const clock = new VirtualClock(0)
      const wakings: number[] = []
      const sleeper = async (lengths: number[]) => {
        let wakesAt = 0
        for (const length of lengths) {
          wakesAt += length
          await clock.sleep(length)
          wakings.push(clock.now())
          expect(clock.now()).toBe(wakesAt)
        }
      }
      await Promise.all(sleepers.map(sleeper))
      expect(wakings).toEqual(wakings.toSorted((a, b) => a - b))
    }),
    { numRuns: 50 },
  )
})

test('a sleep ends with its signal, and then takes no time', async () => {
  const clock = new VirtualClock(0)
  const controller = new AbortController()
  const ends = Promise.allSettled([
    clock.sleep(HOUR, controller.signal).finally(() => clock.now()),
    clock.sleep(5).then(() => controller.abort()),
  ])
  expect(await ends).toMatchObject([
    { status: 'rejected', reason: { name: 'AbortError' } },
    { status: 'fulfilled' },
  ])
  await expect(clock.sleep(HOUR, controller.signal)).rejects.toThrow('aborted')
  expect(clock.now()).toBe(5)
})
