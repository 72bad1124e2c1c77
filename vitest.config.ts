import { defineConfig } from 'vitest/config';

/** What loads the reader's or a token's native code, or has a process's own state as its matter. */
const APART = 'agent,browser,demo,keys,pcsc,torture';

export default defineConfig({
  // Node adds `import` and `require` by itself: named here, `import` would reach `require` too and hand it modules.
  ssr: { resolve: { conditions: ['source', 'node', 'default'] } },
  resolve: { conditions: ['source', 'node', 'default'] },
  test: {
    // pcsclite aborts the process in worker threads.
    pool: 'forks',
    // As many at once as a small machine has cores: much of the time is spent waiting for other processes.
    maxWorkers: 2,
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Bounds for a test that hangs, on a machine that has other work: no test is meant to take so long.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    coverage: { provider: 'v8', include: ['{shared,firmware-sim,reader,issuer}/src/**/*.ts'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          // Modules keep nothing between tests, so that files may share a process: half of the time was spent loading them anew.
          isolate: false,
          // By what they are and not by an exclusion of their own, which would put aside the one of the command line.
          include: [
            '{shared,firmware-sim,reader,issuer}/src/**/*.test.ts',
            `test/!(${APART.replaceAll(',', '|')})/**/*.test.ts`,
            'bench/**/*.test.ts',
          ],
          globalSetup: ['test/builders/database-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: [`test/{${APART}}/**/*.test.ts`],
          globalSetup: ['test/builders/database-server.ts'],
        },
      },
    ],
  },
});
