import { test } from 'vitest'
import { LEARNING_CASES } from '../support/learning-cases.ts'
import { expectLearned } from './learning.ts'

// A pause of two seconds follows each rejection of several projects.
const SPEED = 100

test.each(LEARNING_CASES.map(learning => [learning.name, learning] as const))(
  'requests of %s',
  (_, learning) => expectLearned(learning, { speed: SPEED }),
)
