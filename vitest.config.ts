import { defineConfig } from 'vitest/config'

// Each test of dist/ starts a process, which alone can take seconds on a busy machine.
const testTimeout = 60_000

// Many run faster than real time, so a moment on a busy machine counts as seconds there.
const retry = 2

/** Tests of steps that need their own process, or its real time, in any project. */
const OWN_PROCESS = [
  'test/action/{no-,}commit-status*.test.ts',
  'test/action/{certificates,node-version,proxies,proxy-faults,network}.test.ts',
  'test/action/{cancel-anytime,hostile-connections,hostile-lists,large-inputs,output-size,real-time}.test.ts',
]

export default defineConfig({
  test: {
    // A step of the built action mostly waits for its own process.
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
          // No file leaves anything behind that another would see, and sharing imports saves time.
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
