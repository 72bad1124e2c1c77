import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { Client } from 'pg';
import {
  AUDIT_FAULTS,
  AUDIT_LAG_LIMIT_S,
  type AuditFinding,
  type AuditSummary,
  checkpointKeysPath,
  type EventsWanted,
  findEvents,
  makeCheckpointKey,
  type PlacedEvent,
  readCheckpointKeys,
  verifyAudit,
} from '../../adapters/audit/index.ts';
import { openEmbeddedDatabase, withSession } from '../../adapters/database/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { systemRandom } from '../office-folder.ts';
import { type AuditSettings, readAuditSettings } from '../read-audit-settings.ts';

/** More findings than anybody reads; the rest is counted. */
const FINDINGS_SHOWN = 1000;
const EVENTS_SHOWN = 1000;
const TAG = /^([0-9a-f]{2}){16,64}$/;

/**
 * `permit-issuer audit verify`. Exit status: 0 the chains hold, 1 one is broken, 3 they hold and a clock went wrong.
 * @throws PermitError SETTING_BAD, DATABASE_UNAVAILABLE, STORE_FAILED, KEY_BAD
 */
export async function verifyAuditCommand(given: {
  readonly output: CommandOutput;
  readonly officeId: string | undefined;
  readonly witness: string | undefined;
  readonly keyFile: string | undefined;
}): Promise<number> {
  const { output, officeId } = given;
  const settings = readAuditSettings(process.env);
  const witness = given.witness ?? settings.witness;
  const keys = await readCheckpointKeys(given.keyFile ?? checkpointKeysPath(settings.keys));
  const findings: AuditFinding[] = [];
  const report = (finding: AuditFinding): void => {
    if (findings.length < FINDINGS_SHOWN) findings.push(finding);
  };
  const summary = await asAuditor(settings, (session) =>
    verifyAudit({ session, officeId, witness, keys, engine: nodeEd25519, lagLimitS: AUDIT_LAG_LIMIT_S, report }),
  );
  writeResult(output, resultOf(summary, findings), [...findings.map(lineOf), ...summaryLines(summary)]);
  if (summary.broken > 0) return EXIT.REFUSED;
  return summary.clocks > 0 ? EXIT.CLOCKS : EXIT.DONE;
}

/** `permit-issuer audit show`. @throws PermitError SETTING_BAD, DATABASE_UNAVAILABLE */
export async function showAuditCommand(given: {
  readonly output: CommandOutput;
  readonly caseNumber: string | undefined;
  readonly personTag: string | undefined;
}): Promise<number> {
  const wanted = wantedOf(given);
  const events = await asAuditor(readAuditSettings(process.env), (session) =>
    findEvents(session, wanted, EVENTS_SHOWN),
  );
  writeResult(given.output, { events: events.map(bodyOf) }, events.map(eventLine));
  return EXIT.DONE;
}

/** `permit-issuer audit key`. @throws PermitError STORE_CONFLICT, STORE_FAILED, SETTING_BAD */
export async function makeCheckpointKeyCommand(output: CommandOutput): Promise<number> {
  const { keys } = readAuditSettings(process.env);
  const line = await makeCheckpointKey(keys, systemRandom);
  writeResult(output, { key: line }, [line, `Give this line, or ${checkpointKeysPath(keys)}, to whoever verifies.`]);
  return EXIT.DONE;
}

async function asAuditor<Value>(
  { url, data }: AuditSettings,
  work: (session: Client) => Promise<Value>,
): Promise<Value> {
  const role = 'permit_auditor';
  if (url !== undefined) return withSession({ url, role }, work);
  if (!existsSync(join(data, 'server'))) {
    throw new PermitError('SETTING_BAD', { detail: 'PERMIT_AUDIT_URL: want the database, or PERMIT_DATA its folder' });
  }
  const embedded = await openEmbeddedDatabase({ folder: data });
  try {
    return await withSession({ url: embedded.auditorUrl, role }, work);
  } finally {
    await embedded.close();
  }
}

function wantedOf(given: {
  readonly caseNumber: string | undefined;
  readonly personTag: string | undefined;
}): EventsWanted {
  const { caseNumber, personTag } = given;
  if (caseNumber !== undefined) return { caseNumber };
  if (personTag !== undefined && TAG.test(personTag)) return { personTag: fromHex(personTag) };
  throw new PermitError('SETTING_BAD', { detail: 'want --case NUMBER or --person-tag HEX' });
}

function resultOf(summary: AuditSummary, findings: readonly AuditFinding[]): object {
  const { ends, ...counts } = summary;
  return {
    ...counts,
    chains: ends.map(({ officeId, seq, hash }) => ({ office: officeId, seq: String(seq), hash: toHex(hash) })),
    findings: findings.map(({ fault, officeId, seq, eventId, detail }) => ({
      fault,
      office: officeId,
      ...(seq === undefined ? {} : { seq: String(seq) }),
      ...(eventId === undefined ? {} : { event: String(eventId) }),
      meaning: AUDIT_FAULTS[fault],
      ...(detail === undefined ? {} : { detail }),
    })),
  };
}

function lineOf({ fault, officeId, seq, eventId, detail }: AuditFinding): string {
  const place = [
    `office ${officeId}`,
    ...(seq === undefined ? [] : [`place ${seq}`]),
    ...(eventId === undefined ? [] : [`event ${eventId}`]),
  ].join(', ');
  return `${place}: ${fault}: ${AUDIT_FAULTS[fault]}${detail === undefined ? '' : ` (${detail})`}`;
}

function summaryLines({ links, checkpoints, notes, broken, clocks, ends }: AuditSummary): readonly string[] {
  const of = notes === undefined ? 'no witness' : `${notes} notes of the witness`;
  return [
    ...ends.map(({ officeId, seq, hash }) => `chain        ${officeId} ${seq} ${toHex(hash)}`),
    `looked at    ${links} links, ${checkpoints} checkpoints, ${of}`,
    `result       ${broken === 0 ? 'the chains hold' : `broken: ${broken} findings`}${clocks === 0 ? '' : `; clocks: ${clocks} findings`}`,
  ];
}

function bodyOf({ event, seq }: PlacedEvent): object {
  const { id, officeId, at, actorId, action, caseNumber, object, purpose, reason } = event;
  return {
    event: String(id),
    office: officeId,
    seq: String(seq),
    at: instantText(at),
    actorId,
    action,
    caseNumber,
    object,
    purpose,
    reason,
  };
}

function eventLine({ event, seq }: PlacedEvent): string {
  const { id, officeId, at, actorId, action, caseNumber, object, purpose, reason } = event;
  const rest = [caseNumber, object, purpose, reason].filter((each) => each !== null).join('  ');
  return `${instantText(at)}  ${officeId} ${seq}  event ${id}  ${actorId ?? 'the service'}  ${action}  ${rest}`.trimEnd();
}

function instantText(at: bigint | null): string {
  return at === null ? 'never' : new Date(Number(at / 1000n)).toISOString();
}
