import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cardProfilePage } from './card-profile-page.ts';
import { errorsPage } from './errors-page.ts';
import { HEADING, recordExampleSection } from './record-example.ts';

// Runs from test/dist/documents.
const pathOf = (page: string) => fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url));

writeFileSync(pathOf('errors.md'), errorsPage());

const recordFormat = readFileSync(pathOf('record-format.md'), 'utf8');
const byHand = recordFormat.slice(0, recordFormat.indexOf(HEADING));
writeFileSync(pathOf('record-format.md'), byHand + (await recordExampleSection()));

writeFileSync(pathOf('card-profile.md'), cardProfilePage(readFileSync(pathOf('card-profile.md'), 'utf8')));
