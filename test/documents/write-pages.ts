import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorsPage } from './errors-page.ts';

// Runs from test/dist/documents.
writeFileSync(fileURLToPath(new URL('../../../docs/errors.md', import.meta.url)), errorsPage());
