import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cardProfilePage } from './card-profile-page.ts';
import { copyPictures } from './copy-pictures.ts';
import { errorsPage } from './errors-page.ts';
import { HEADING, recordExampleSection } from './record-example.ts';

// Runs from test/dist/documents.
const pathOf = (page: string) => fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url));

writeFileSync(pathOf('errors.md'), errorsPage());

const recordFormat = readFileSync(pathOf('record-format.md'), 'utf8');
const byHand = recordFormat.slice(0, recordFormat.indexOf(HEADING));
writeFileSync(pathOf('record-format.md'), byHand + (await recordExampleSection()));

writeFileSync(pathOf('card-profile.md'), cardProfilePage(readFileSync(pathOf('card-profile.md'), 'utf8')));

// Apart, as they are taken by a test that has to run first.
if (process.argv.includes('--pictures')) {
  const from = fileURLToPath(new URL('../../../test/output/guide', import.meta.url));
  await copyPictures({ from, to: pathOf('guide/pictures') });
}
