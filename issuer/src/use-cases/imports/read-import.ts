import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { ImportCounts, ImportedRow, ImportRun, SignedIn } from '../ports/index.ts';

export type ReadImportRefusal = RightRefusal | 'run-unknown';

export type ImportReport = { readonly run: ImportRun; readonly rows: readonly ImportedRow[] };

/** What became of every row of a run, in the order of the file; rows without an outcome wait. */
export function makeReadImport(deps: OfficeDeps) {
  return (by: SignedIn, { runId }: { readonly runId: string }): Promise<Outcome<ImportReport, ReadImportRefusal>> =>
    atOffice<ImportReport, ReadImportRefusal>(deps, by, { action: 'import.run' }, async (tx, { office }) => {
      const run = await tx.imports.findRun(runId);
      if (run?.officeId !== office.id) return refused('run-unknown');
      return ok({ run, rows: await tx.imports.rows(runId) });
    });
}

const MAX_RUNS = 50;

/** The runs of the caller's office with how many of their rows stand where, the newest first. */
export function makeListImports(deps: OfficeDeps) {
  return (
    by: SignedIn,
  ): Promise<Outcome<readonly { readonly run: ImportRun; readonly counts: ImportCounts }[], RightRefusal>> =>
    atOffice<readonly { readonly run: ImportRun; readonly counts: ImportCounts }[], never>(
      deps,
      by,
      { action: 'import.run' },
      async (tx, { office }) => ok(await tx.imports.runsOf(office.id, MAX_RUNS)),
    );
}

/** Queues again what waits of a run, after its jobs were given up. A row that is under way is done once all the same. */
export function makeResumeImport(deps: OfficeDeps) {
  return (
    by: SignedIn,
    { runId }: { readonly runId: string },
  ): Promise<Outcome<{ readonly queued: number }, ReadImportRefusal>> => {
    const act = { action: 'import.run' } as const;
    return atOffice<{ readonly queued: number }, ReadImportRefusal>(deps, by, act, async (tx, { office }) => {
      const run = await tx.imports.findRun(runId);
      if (run?.officeId !== office.id) return refused('run-unknown');
      const lines = await tx.imports.waitingLines(runId);
      for (const line of lines) await tx.enqueue({ name: 'import-row', data: { runId, line } });
      await tx.audit({ action: 'import.run', object: runId, reason: `resumed ${lines.length} rows` });
      return ok({ queued: lines.length });
    });
  };
}
