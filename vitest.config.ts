import { defineConfig } from 'vitest/config'

/**
 * How long a test, a hook or something that is waited for may take, in ms. It ends what hangs; it says nothing of speed, on
 * machines that are slow or do other things beside.
 */
const LIMIT_MS = 60_000
const POLL_MS = 20_000

/** The suites that run in Node: the server's own, and the walks through the demo in a real browser. */
export default defineConfig({
  test: {
    environment: 'node',
    globals: false,
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          globalSetup: ['test/server/global-setup.ts'],
          testTimeout: LIMIT_MS,
          hookTimeout: LIMIT_MS,
          expect: { poll: { timeout: POLL_MS } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 2 * LIMIT_MS,
          hookTimeout: 2 * LIMIT_MS,
          expect: { poll: { timeout: POLL_MS } },
          // Each file starts a server and a browser: one at a time is all that a small machine carries.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
