import { configDefaults, defineConfig } from 'vitest/config'
import { SkipsReporter } from './test/support/skips-reporter.ts'

// Each test of dist/ starts a process, which can take seconds on a busy machine.
const testTimeout = 60_000

// Steps run on fast clocks, and some tests measure real time: on a busy machine, a short delay can
// count as seconds.
const retry = 2

/** Tests whose steps always need their own process or real time. */
const OWN_PROCESS = [
  'test/action/{no-,}commit-status*.test.ts',
  'test/action/{certificates,node-version,proxies,proxy-faults,network}.test.ts',
  'test/action/{cancel-anytime,hostile-connections,hostile-lists,large-inputs,output-size,real-time}.test.ts',
]

export default defineConfig({
  test: {
    // Tests of the built action mostly wait for its process.
    maxWorkers: 2,
    reporters: [...configDefaults.reporters, new SkipsReporter()],
    coverage: {
      reportOnFailure: true,
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json', 'html'],
      thresholds: { lines: 95, branches: 95 },
    },
    projects: [
      {
        test: {
          name: 'dist',
          include: ['test/action/**/*.test.ts', 'test/chaos/dist.test.ts'],
          testTimeout,
          retry,
        },
      },
      {
        // The same scenarios, run from the sources to measure coverage.
        test: {
          name: 'src',
          // Test files don't affect each other, and sharing imports saves time.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...OWN_PROCESS, 'test/chaos/dist.test.ts'],
          testTimeout,
          retry,
          env: { TEST_ACTION: 'source' },
        },
      },
    ],
  },
})
