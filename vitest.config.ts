import { configDefaults, defineConfig } from 'vitest/config'
import { SkipsReporter } from './test/support/skips-reporter.ts'

// Each test of dist/ starts a process, which can take seconds on a busy machine.
const testTimeout = 60_000

/** Tests whose steps always need their own process or real time. */
const OWN_PROCESS = [
  'test/action/{no-,}commit-status*.test.ts',
  'test/action/{certificates,connections,node-version,proxies,proxy-faults,network}.test.ts',
  'test/action/{cancel-anytime,hostile-bodies,hostile-connections,hostile-lists,large-inputs,output-size,real-time}.test.ts',
]

export default defineConfig({
  test: {
    // Steps partly wait in real time, on fast clocks, even if the machine has only two cores.
    maxWorkers: 4,
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
          setupFiles: 'test/support/seed.ts',
          testTimeout,
          env: { TEST_ACTION: 'source' },
        },
      },
    ],
  },
})
