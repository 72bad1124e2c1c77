import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's script in one file. A Node module anywhere below it, or a door that is not built, fails the build. */
export async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    conditions: ['source'],
    logLevel: 'silent',
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('esbuild: no output');
  return script.text;
}
