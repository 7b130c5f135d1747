import { expect } from 'vitest'

/** The action's limits that don't depend on the machine. */
export const BUDGETS = {
  'files loaded before the inputs are valid': 1,
  'bytes loaded before the inputs are valid': 75_000,
  "modules of Node's loaded before the inputs are valid": 7,
  'files loaded for a grant': 3,
  'bytes loaded for a grant': 1_445_000,
  "modules of Node's loaded for a grant": 18,
  'bundled modules in what is loaded for a grant': 113,

  'requests, 1 × 3 from nothing': 2,
  'requests, 1 × 3 half done': 2,
  'requests, 1 × 3 all done': 1,
  'requests, 1 × 3 a bad project': 4,
  'requests, 1 × 100 from nothing': 2,
  'requests, 1 × 100 half done': 2,
  'requests, 1 × 100 all done': 1,
  'requests, 1 × 100 a bad project': 4,
  'requests, 10 × 50 from nothing': 20,
  'requests, 10 × 50 half done': 20,
  'requests, 10 × 50 all done': 10,
  'requests, 10 × 50 a bad project': 24,
  'requests, 2 × 1000 from nothing': 22,
  'requests, 2 × 1000 half done': 20,
  'requests, 2 × 1000 all done': 20,
  'requests, 2 × 1000 a bad project': 42,

  'requests, 1 × 100 at most 5 per POST': 42,
  'requests, 1 × 100 at most 10 per POST': 26,
  'requests, 1 × 100 at most 20 per POST': 18,
  'requests, 10 × 50 a bad project near the end, named': 24,
  'requests, 10 × 50 a bad project first, named': 24,
  'requests, 10 × 50 a bad project near the end, unnamed': 55,
  'requests, 10 × 50 a bad project first, unnamed': 55,
  'requests, 10 × 5 by name, two bad IDs': 22,
  'requests, 60 × 3 a bad project first, named': 125,
  "requests, 10 × 3 that can't be shared": 85,

  'rows in the summary of 10,000': 1_900,
  'bytes in the summary of 10,000 rows': 410_000,
  'bytes in an output': 100_000,
}

/** @throws AssertionError with the value and the budget, if the value exceeds it */
export function expectWithin(name: string, figure: number): void {
  const budget = BUDGETS[name as keyof typeof BUDGETS]
  expect(budget, `There is no budget for ${name}`).toBeDefined()
  expect(figure, `${name}: ${figure}, and the budget is ${budget}`).toBeLessThanOrEqual(budget)
}
