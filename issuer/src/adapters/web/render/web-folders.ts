import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The same depth below the package in `src` and in `dist`. */
const ISSUER = fileURLToPath(new URL('../../../../', import.meta.url));

/** Templates of this room: they are read as they were written. */
export const TEMPLATES = join(ISSUER, 'src', 'adapters', 'web');

/** What browsers fetch, made by the build: style sheet and script, with their digests in their names, and the list of both. */
export const ASSETS = join(ISSUER, 'dist', 'adapters', 'web', 'assets');

/** Templates of the design system. */
export const DESIGN_SYSTEM = join(
  dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist',
);
