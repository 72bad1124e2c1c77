import type { AuditFinding, CheckpointJudge, SignedCheckpoint } from '../../domain/audit/index.ts';
import { CHECKPOINT_COLUMNS, type CheckpointRow, toCheckpoint } from './checkpoint-rows.ts';
import { readPages, type SqlSession } from './read-pages.ts';
import { readWitness } from './witness-file.ts';

const CHECKPOINTS = `SELECT ${CHECKPOINT_COLUMNS}, l.hash AS "chainHash" FROM audit_checkpoint c
  LEFT JOIN audit_link l ON l.office_id = c.office_id AND l.seq = c.seq
  WHERE $1::text IS NULL OR c.office_id = $1 ORDER BY c.office_id, c.seq`;

const HASHES = `SELECT wanted.place::int AS place, l.hash FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS wanted (office_id, seq, place)
  JOIN audit_link l ON l.office_id = wanted.office_id AND l.seq = wanted.seq`;

const NOTES_AT_ONCE = 500;

/** What a source of checkpoints is judged with. */
type ToJudge = {
  readonly session: SqlSession;
  readonly officeId: string | undefined;
  readonly judge: CheckpointJudge;
  readonly report: (finding: AuditFinding) => void;
};

/** Holds the chains against the checkpoints of the database; answers how many there are. */
export async function verifyDatabaseCheckpoints({ session, officeId, judge, report }: ToJudge): Promise<number> {
  let count = 0;
  const rows = readPages<CheckpointRow & { readonly chainHash: Uint8Array | null }>(session, CHECKPOINTS, [
    officeId ?? null,
  ]);
  for await (const page of rows) {
    for (const row of page) judge.step(toCheckpoint(row), row.chainHash ?? undefined).forEach(report);
    count += page.length;
  }
  judge.finish().forEach(report);
  return count;
}

/** Holds the chains against the notes of a witness; answers how many there are. @throws PermitError STORE_FAILED */
export async function verifyWitness(
  given: ToJudge & { readonly path: string; readonly length: number },
): Promise<number> {
  const { officeId, judge, report, path, length } = given;
  let count = 0;
  let notes: SignedCheckpoint[] = [];
  for await (const note of readWitness(path, length)) {
    if (officeId !== undefined && note.officeId !== officeId) continue;
    notes.push(note);
    count += 1;
    if (notes.length < NOTES_AT_ONCE) continue;
    await judgeNotes(notes, given);
    notes = [];
  }
  await judgeNotes(notes, given);
  judge.finish().forEach(report);
  return count;
}

async function judgeNotes(notes: readonly SignedCheckpoint[], { session, judge, report }: ToJudge): Promise<void> {
  const values = [notes.map(({ officeId }) => officeId), notes.map(({ seq }) => String(seq))];
  const { rows } = await session.query<{ readonly place: number; readonly hash: Uint8Array }>(HASHES, values);
  const hashes = new Map(rows.map(({ place, hash }) => [place, hash] as const));
  notes.forEach((note, index) => judge.step(note, hashes.get(index + 1)).forEach(report));
}
