import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Node adds `import` and `require` by itself: named here, `import` would reach `require` too and hand it modules.
  ssr: { resolve: { conditions: ['source', 'node', 'default'] } },
  resolve: { conditions: ['source', 'node', 'default'] },
  test: {
    // pcsclite aborts the process in worker threads, so every test file runs in a process of its own.
    pool: 'forks',
    // As many at once as a small machine has cores: much of the time is spent waiting for other processes.
    maxWorkers: 2,
    include: ['{shared,firmware-sim,reader,issuer}/src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['test/builders/database-server.ts'],
    // Bounds for a test that hangs, on a machine that has other work: no test is meant to take so long.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    coverage: { provider: 'v8', include: ['{shared,firmware-sim,reader,issuer}/src/**/*.ts'] },
  },
});
