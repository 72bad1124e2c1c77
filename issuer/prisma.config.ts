import { defineConfig } from 'prisma/config';

// The command-line tool looks for a native engine before it does anything; no command used here runs it, and any file that exists satisfies it.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } });
