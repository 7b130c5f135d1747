import type { PartialStrykerOptions } from '@stryker-mutator/api/core'

/**
 * Mutation testing (`npm run mutate`, which selects what to mutate): every small change to the
 * domain logic, to the API client, or to a reader of inputs should make a unit test fail.
 */
const options: PartialStrykerOptions = {
  testRunner: 'vitest',
  // As vitest does when it isn't started by Stryker.
  vitest: { pool: 'forks' },
  plugins: ['@stryker-mutator/vitest-runner'],
  // Only unit tests: tests of whole steps, such as chaos, take seconds for each of thousands of
  // mutants, and tests of the built dist/ contain no mutant. (`testFiles` would select tests, too,
  // but with it Stryker never activates mutants of a module's constants.)
  ignorePatterns: [
    'build',
    'coverage',
    'dist',
    'test/**/*.test.ts',
    '!test/{api,identity,inputs,sharing,sharing-file}/**/*.test.ts',
    // They take seconds, and assert little of any one text.
    'test/**/foreign-text.test.ts',
    'test/sharing-file/schema.properties.test.ts',
  ],
  // Stryker would read it with a TypeScript API that version 7 no longer has.
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
