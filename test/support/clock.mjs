/**
 * Makes a Node process run faster. Load it with `node --import` before anything else, with the
 * factor in the environment variable `TEST_CLOCK_SPEED`. Timers (global, `node:timers`,
 * `node:timers/promises`, `AbortSignal.timeout`) take that much less real time, and `Date` and
 * `performance.now()` run that much faster from the start of the process. `process.hrtime` and the
 * timers inside Node itself keep real time.
 *
 * Not TypeScript, because removing types would double the time in which Node starts.
 */
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import promises from 'node:timers/promises'
import { promisify } from 'node:util'

const { TEST_CLOCK_SPEED } = process.env
const speed = Number(TEST_CLOCK_SPEED)
if (!(speed > 0 && speed < Infinity)) {
  throw new Error(`TEST_CLOCK_SPEED must be a positive number, not ${TEST_CLOCK_SPEED}`)
}

/** Above this Node warns and uses 1 ms; such a delay isn't scaled, so it still does. */
const LONGEST_DELAY = 2 ** 31 - 1

// Rounded up, because Node truncates fractions and a timer would end early by these clocks.
const scale = (/** @type {unknown} */ delay) =>
  typeof delay === 'number' && delay <= LONGEST_DELAY ? Math.ceil(delay / speed) : delay

/**
 * The function with its delay, which is argument `at`, scaled.
 *
 * @param {any} original
 * @param {number} at
 * @returns {any}
 */
function scaled(original, at) {
  return (/** @type {unknown[]} */ ...args) => {
    if (args.length > at) args[at] = scale(args[at])
    return original(...args)
  }
}

Object.assign(promises, {
  setTimeout: scaled(promises.setTimeout, 0),
  setInterval: scaled(promises.setInterval, 0),
})
promises.scheduler.wait = scaled(promises.scheduler.wait.bind(promises.scheduler), 0)

const callbackTimers = {
  setTimeout: Object.assign(scaled(timers.setTimeout, 1), {
    [promisify.custom]: promises.setTimeout,
  }),
  setInterval: scaled(timers.setInterval, 1),
}
Object.assign(timers, callbackTimers)
Object.assign(globalThis, callbackTimers)

AbortSignal.timeout = scaled(AbortSignal.timeout.bind(AbortSignal), 0)

const realNow = performance.now.bind(performance)
performance.now = () => realNow() * speed

// Both clocks have one source, so they agree to the millisecond.
const now = () => Math.trunc(performance.timeOrigin + performance.now())

const RealDate = Date
RealDate.now = now
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: target => new target(now()).toString(),
})
RealDate.prototype.constructor = globalThis.Date

syncBuiltinESMExports()
