import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { PersonKeyring } from '../applications/index.ts';
import type { ImportedRow, ImportRun, OfficeTransaction, SignedIn } from '../ports/index.ts';
import { decideRow } from './decide-row.ts';
import { type FileRefusal, type FileRow, MAX_IMPORT_BYTES, type ReadRows } from './register-row.ts';

export type StartImportRefusal =
  | RightRefusal
  | FileRefusal
  | 'file-too-large'
  /** The very same file; its run is resumed instead. */
  | 'file-known';

type Deps = OfficeDeps & { readonly readRows: ReadRows };

/**
 * Says what would become of every row, and writes nothing: the checks of the rows, keys that come twice in the file, and rows
 * that were taken over before. What the register knows of the persons shows only when a row is taken.
 */
export function makeTryImport({ readRows, ...deps }: Deps) {
  return (
    by: SignedIn,
    { bytes }: { readonly bytes: Uint8Array },
  ): Promise<Outcome<readonly ImportedRow[], StartImportRefusal>> =>
    atOffice<readonly ImportedRow[], StartImportRefusal>(deps, by, { action: 'import.run' }, async (tx, file) => {
      const rows = readFile(readRows, bytes);
      if (!rows.ok) return rows;
      const { office, today } = file;
      const seen = new Set<string>();
      const tried: ImportedRow[] = [];
      for (const row of rows.value) {
        tried.push(await tryRow(tx, row, { officeId: office.id, today, seen }));
      }
      await tx.audit({ action: 'import.run', reason: `tried ${rows.value.length} rows` });
      return ok(tried);
    });
}

/**
 * Takes a file over: its rows are kept sealed and queued, each a job of its own. No row issues anything: at most a draft comes
 * of it, which goes the way of every case.
 */
export function makeStartImport({ readRows, ...deps }: Deps & { readonly keys: PersonKeyring }) {
  return async (
    by: SignedIn,
    { bytes }: { readonly bytes: Uint8Array },
  ): Promise<Outcome<ImportRun, StartImportRefusal>> => {
    const id = deps.newId();
    await deps.keys.create(id);
    let isUsed = false;
    try {
      const act = { action: 'import.run' } as const;
      const started = await atOffice<ImportRun, StartImportRefusal>(deps, by, act, async (tx, { office, now }) => {
        const read = readFile(readRows, bytes);
        if (!read.ok) return read;
        const digest = sha256(bytes);
        if ((await tx.imports.findRunOf(office.id, digest)) !== undefined) return refused('file-known');
        const rows = read.value.map((row) => ({ ...row, rowTag: tagOf(tx, office.id, row) }));
        const count = { rows: rows.length, startedBy: by.accountId, startedAt: now };
        const run: ImportRun = { id, officeId: office.id, digest, ...count };
        await tx.imports.insertRun(run, rows);
        for (const { line } of rows) await tx.enqueue({ name: 'import-row', data: { runId: id, line } });
        await tx.audit({ action: 'import.run', object: id, reason: `${rows.length} rows` });
        return ok(run);
      });
      isUsed = started.ok;
      return started;
    } finally {
      if (!isUsed) await deps.keys.destroy(id);
    }
  };
}

function readFile(readRows: ReadRows, bytes: Uint8Array): Outcome<readonly FileRow[], FileRefusal | 'file-too-large'> {
  return bytes.length > MAX_IMPORT_BYTES ? refused('file-too-large') : readRows(bytes);
}

async function tryRow(
  tx: OfficeTransaction,
  row: FileRow,
  about: { readonly officeId: string; readonly today: PlainDate; readonly seen: Set<string> },
): Promise<ImportedRow> {
  const { officeId, today, seen } = about;
  const { line } = row;
  const decided = decideRow(row, today);
  if (!decided.ok) return { line, outcome: 'REFUSED', code: decided.refusal };
  const { permitNumber } = decided.value;
  const taken = await tx.imports.findTaken(tagOf(tx, officeId, row));
  if (taken !== undefined) return { line, outcome: 'KNOWN', applicationId: taken };
  if (seen.has(permitNumber)) return { line, outcome: 'KNOWN' };
  seen.add(permitNumber);
  return { line, outcome: 'TAKEN' };
}

function tagOf(tx: OfficeTransaction, officeId: string, { cells }: FileRow): Uint8Array {
  return tx.imports.tagOf(officeId, cells['permit_number'] ?? '');
}
