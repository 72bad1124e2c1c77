import type { ImportUseCases } from '../../adapters/http/api/imports/index.ts';
import { readCsvRows } from '../../adapters/imports/index.ts';
import type { JobHandler } from '../../adapters/jobs/index.ts';
import type { PersonKeyring } from '../../use-cases/applications/index.ts';
import type { OfficeDeps } from '../../use-cases/catalogue/index.ts';
import {
  makeImportRow,
  makeListImports,
  makeReadImport,
  makeResumeImport,
  makeStartImport,
  makeTryImport,
} from '../../use-cases/imports/index.ts';

type Deps = OfficeDeps & { readonly keys: PersonKeyring };

/** Paper registers as CSV files. */
export function makeImports(deps: Deps): ImportUseCases {
  const readRows = readCsvRows;
  return {
    tryImport: makeTryImport({ ...deps, readRows }),
    startImport: makeStartImport({ ...deps, readRows }),
    resumeImport: makeResumeImport(deps),
    listImports: makeListImports(deps),
    readImport: makeReadImport(deps),
  };
}

/** The handler of `import-row`. A job that names no row is done. */
export function makeImportRowJob(deps: Deps): JobHandler {
  const importRow = makeImportRow(deps);
  return async ({ data: { runId, line } }) => {
    if (typeof runId === 'string' && typeof line === 'number') await importRow({ runId, line });
  };
}
