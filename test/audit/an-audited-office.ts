import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuditFinding,
  type AuditSummary,
  type CheckpointKey,
  checkpointKeyPath,
  checkpointKeysPath,
  makeCheckpointKey,
  makeSealEvents,
  makeSignCheckpoints,
  makeWitnessFile,
  readCheckpointKeys,
  verifyAudit,
} from '@residence-permit/issuer/adapters/audit';
import { Ed25519Key } from '@residence-permit/issuer/authority';
import { openDatabase, withSession } from '@residence-permit/issuer/database';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { Client } from 'pg';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

/** What `verify` of an audited office says. */
export type Verified = AuditSummary & { readonly findings: readonly AuditFinding[] };

/** A real database with its sealer, checkpoint key and witness, and a superuser who may change anything. */
export type AuditedOffice = Awaited<ReturnType<typeof anAuditedOffice>>;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** The audit log of a new database, or of one that is there; `close` drops it. */
export async function anAuditedOffice(over?: TestDatabase) {
  const address = over ?? (await aDatabase());
  const folder = await mkdtemp(join(tmpdir(), 'permit-audit-'));
  const witness = join(folder, 'witness');
  await writeFile(witness, '');
  const database = openDatabase({ url: address.url });
  const { pool } = database;
  await makeCheckpointKey(folder, random);
  const signer = Ed25519Key.fromPkcs8(await readFile(checkpointKeyPath(folder)));
  const openSigner = () => Promise.resolve(signer);
  const signCheckpoints = makeSignCheckpoints({ pool, openSigner, appendNote: makeWitnessFile(witness) });
  const sealEvents = makeSealEvents(pool);
  const superuser = new Client({ connectionString: address.adminUrl });
  await superuser.connect();
  const keys = await readCheckpointKeys(checkpointKeysPath(folder));

  /** What somebody can do who has taken the machine: no trigger and no foreign key stands in the way. */
  const tamper = async (...statements: readonly string[]): Promise<void> => {
    await superuser.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statements.join(';')}; COMMIT`);
  };
  const verify = (
    url = address.auditorUrl,
    given: { readonly witness?: string; readonly lagLimitS?: number; readonly keys?: readonly CheckpointKey[] } = {},
  ) =>
    withSession({ url, role: 'permit_auditor' }, async (session): Promise<Verified> => {
      const findings: AuditFinding[] = [];
      const report = (finding: AuditFinding) => void findings.push(finding);
      const { lagLimitS = 300 } = given;
      const summary = await verifyAudit({
        session,
        keys: given.keys ?? keys,
        engine: nodeEd25519,
        lagLimitS,
        report,
        witness: given.witness,
      });
      return { ...summary, findings };
    });
  return {
    address,
    folder,
    witness,
    database,
    pool,
    keys,
    superuser,
    signCheckpoints,
    tamper,
    verify,
    seal: () => sealEvents(new AbortController().signal),
    /** Enters so many events and answers their numbers. */
    async enter(count: number, officeId = 'east'): Promise<readonly string[]> {
      const { rows } = await pool.query<{ readonly id: string }>(
        `INSERT INTO audit_event (office_id, process_at, actor_id, action, subject_tag, case_number, object, purpose, purpose_version, reason, body_hash, request_id)
         SELECT $2, clock_timestamp(), gen_random_uuid(), 'person.read', sha256(n::text::bytea), 'E-' || n, '00' || n, 'application', 3,
           'told by the holder', sha256('body'), 'request-' || n FROM generate_series(1, $1::int) n RETURNING id::text`,
        [count, officeId],
      );
      return rows.map(({ id }) => id);
    },
    async close() {
      await superuser.end();
      await database.close();
      await address.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Faults with their places, short. */
export function placesOf({ findings }: Verified): readonly string[] {
  return findings.map(({ fault, officeId, seq, eventId }) =>
    [
      fault,
      officeId,
      ...(seq === undefined ? [] : [`#${seq}`]),
      ...(eventId === undefined ? [] : [`e${eventId}`]),
    ].join(' '),
  );
}
