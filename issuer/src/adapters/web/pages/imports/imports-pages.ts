import { createHash } from 'node:crypto';
import { IMPORT_COLUMNS, MAX_IMPORT_BYTES } from '../../../../use-cases/imports/index.ts';
import { ImportStartedView, ImportsView, ImportTrialView } from '../../../http/api/imports/import-routes.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';
import { countsOf, OUTCOMES, rowShown } from './rows-shown.ts';

const UPLOAD = { field: 'file', maxBytes: MAX_IMPORT_BYTES } as const;
const FIELDS: FormFields = {
  file: {
    pointer: '/body',
    words: 'imports.file',
    refusals: [
      'not-utf-8',
      'csv-malformed',
      'no-rows',
      'too-many-rows',
      'columns-differ',
      'file-too-large',
      'file-known',
    ],
  },
};

/** Registers of the office, a trial that writes nothing, and the start once a trial was looked at. */
export const importsPages: readonly PageDefinition[] = [
  { path: '/office/imports', access: 'signed-in', upload: UPLOAD, show: (page) => showImports(page), act: tryOut },
  {
    path: '/office/imports/start',
    access: 'signed-in',
    upload: UPLOAD,
    show: async () => goTo('/office/imports'),
    act: start,
  },
];

async function showImports(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const found = await page.ask('listImports', { reply: ImportsView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const nameOf = nameIn(workplace.body, page);
  const runs = found.body.runs.map(({ startedBy, ...run }) => ({ ...run, by: nameOf(startedBy) }));
  return showForm('imports/imports', {
    data: { runs, outcomes: OUTCOMES, columns: IMPORT_COLUMNS.join(', ') },
    values: {},
    errors,
  });
}

async function tryOut(page: PageRequest): Promise<Shown> {
  const upload = uploadOf(page);
  if (upload === undefined) return showImports(page, fileError(page, 'missing'));
  const tried = await page.ask('tryImport', { upload, reply: ImportTrialView });
  if (tried.kind === 'problem') {
    const errors = formErrorsOf(page, tried, FIELDS);
    return errors === undefined ? tried : showImports(page, errors);
  }
  const { rows } = tried.body;
  const counts = countsOf(rows).filter(({ outcome }) => outcome !== 'WAITING');
  const notTaken = rows.filter(({ outcome }) => outcome !== 'TAKEN').map((row) => rowShown(page, row));
  return showForm('imports/trial', {
    data: { counts, rows: rows.length, notTaken, taken: rows.length - notTaken.length },
    values: { digest: digestOf(upload.bytes) },
  });
}

/** Nothing of the file that was tried is kept, so that it is chosen again; another one is not taken for it. */
async function start(page: PageRequest): Promise<Shown> {
  const upload = uploadOf(page);
  if (upload === undefined) return showImports(page, fileError(page, 'missing'));
  if (digestOf(upload.bytes) !== textOf(page.fields, 'digest')) return showImports(page, fileError(page, 'another'));
  const started = await page.ask('startImport', { upload, reply: ImportStartedView });
  if (started.kind === 'reply') return goTo(`/office/imports/${started.body.runId}`);
  const errors = formErrorsOf(page, started, FIELDS);
  return errors === undefined ? started : showImports(page, errors);
}

/** Browsers name the type of such a file in several ways, or not at all; whether it is one, its reader finds out. */
function uploadOf({ file }: PageRequest) {
  return file === undefined ? undefined : { bytes: file.bytes, type: 'text/csv' };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fileError({ say }: PageRequest, what: 'missing' | 'another'): FormErrors {
  return { status: 422, fields: { file: say(`imports.file.${what}`) }, others: [] };
}
