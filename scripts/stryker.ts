import type { PartialStrykerOptions } from '@stryker-mutator/api/core'

/**
 * Mutation testing (`npm run mutate`): every small change to the code that decides, and to that
 * which speaks to the API, should make a test fail.
 */
const options: PartialStrykerOptions = {
  mutate: ['src/api/**/*.ts', 'src/sharing/**/*.ts'],
  testRunner: 'vitest',
  // As vitest does when it is not Stryker that starts it.
  vitest: { pool: 'forks' },
  plugins: ['@stryker-mutator/vitest-runner'],
  // Unit tests alone: what runs whole steps, as chaos does, takes seconds for each of thousands of
  // mutants, and what starts the built dist/ has no mutant in it. (`testFiles` would choose tests
  // too, but with it Stryker never switches on a mutant of a module's constants.)
  ignorePatterns: [
    'build',
    'coverage',
    'dist',
    'test/**/*.test.ts',
    '!test/*.test.ts',
    '!test/{api,sharing}/*.test.ts',
  ],
  // Stryker would read it with an interface of TypeScript that version 7 no longer has.
  tsconfigFile: 'none',
  concurrency: 2,
  timeoutMS: 10_000,
  tempDirName: 'build/mutation/sandbox',
  cleanTempDir: 'always',
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'build/mutation/index.html' },
  jsonReporter: { fileName: 'build/mutation/mutation.json' },
}

export default options
