import { expect, test } from 'vitest'
import { isShutDown } from '../../src/report/shutdown.ts'

const NOON = Date.UTC(2027, 0, 14, 12)

test.each([
  ['2027-01-13', true],
  ['2027-01-14', false],
  ['2027-01-15', false],
  ['2027-01-14T11:59:59Z', true],
  ['2027-01-14T12:00:01Z', false],
  ['soon', null],
])('at noon of 2027-01-14, a model with the date %s is shut down: %s', (date, expected) => {
  expect(isShutDown(date, NOON)).toBe(expected)
})
