import { defineConfig } from 'vitest/config'

// Tests of dist/ start a process each; on a busy machine that alone can take seconds.
const testTimeout = 60_000

// Many live faster than real time, and a moment that the machine takes for others is seconds there.
const retry = 2

/** Tests of steps that take a process of their own, or its real time, however they are run. */
const OWN_PROCESS = [
  'test/action/{no-,}commit-status*.test.ts',
  'test/action/{certificates,proxies,proxy-faults,network}.test.ts',
  'test/action/{cancel-anytime,hostile-connections,hostile-lists,large-inputs,output-size,real-time}.test.ts',
]

export default defineConfig({
  test: {
    // A step of the built action waits for its own process most of the time.
    maxWorkers: 2,
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
        // The same scenarios from the sources, which is where coverage is measured.
        test: {
          name: 'src',
          // No file leaves anything behind that another would see, and each is spared its imports.
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
