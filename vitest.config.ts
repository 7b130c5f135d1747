import { defineConfig } from 'vitest/config'

// Tests of dist/ start a process each; on a busy machine that alone can take seconds.
const testTimeout = 60_000

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
        },
      },
      {
        // The same scenarios from the sources, which is where coverage is measured.
        test: {
          name: 'src',
          include: ['test/**/*.test.ts'],
          exclude: ['test/chaos/dist.test.ts'],
          testTimeout,
          env: { TEST_ACTION: 'source' },
        },
      },
    ],
  },
})
