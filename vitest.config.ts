import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests of dist/ start a process each; on a busy machine that alone can take seconds.
    testTimeout: 60_000,
  },
})
