import { toHex } from '@residence-permit/shared/bytes';
import type { Prisma } from './generated/client.ts';
import type { AuditEventModel, LifecycleMoveModel } from './generated/models.ts';

/** A move as its table takes it; the number is the table's. */
export type MoveRow = Omit<LifecycleMoveModel, 'id'>;

/** An audit entry as its table takes it; the number and the moment of the database are the table's. */
export type AuditRow = Omit<AuditEventModel, 'id' | 'at' | 'bodyHash'>;

/** The moves and audit entries of one transaction: gathered as the work goes on, written in one statement and in order. */
export class Trail {
  readonly #db: Pick<Prisma.TransactionClient, '$executeRaw'>;
  #moves: MoveRow[] = [];
  #entries: AuditRow[] = [];

  constructor(db: Pick<Prisma.TransactionClient, '$executeRaw'>) {
    this.#db = db;
  }

  move(row: MoveRow): void {
    this.#moves.push(row);
  }

  audit(row: AuditRow): void {
    this.#entries.push(row);
  }

  /** Before the history is read, and before the transaction ends. */
  async write(): Promise<void> {
    const [moves, entries] = [this.#moves, this.#entries];
    this.#moves = [];
    this.#entries = [];
    if (moves.length + entries.length === 0) return;
    const tagged = entries.map(({ subjectTag, ...rest }) => ({ ...rest, tag: subjectTag && toHex(subjectTag) }));
    // The client compiles a `createMany` anew each time, which takes longer than the database needs for the rows.
    await this.#db.$executeRaw`
      WITH moved AS (
        INSERT INTO lifecycle_move (machine, subject_id, from_state, to_state, actor_id, reason, rule_version, at)
        SELECT m.machine, m."subjectId", m."fromState", m."toState", m."actorId", m.reason, m."ruleVersion", m.at
        FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS m (machine text, "subjectId" text, "fromState" text,
          "toState" text, "actorId" uuid, reason text, "ruleVersion" text, at timestamptz))
      INSERT INTO audit_event (office_id, process_at, actor_id, action, subject_tag, case_number, object, purpose,
        purpose_version, reason, request_id)
      SELECT e."officeId", e."processAt", e."actorId", e.action, decode(e.tag, 'hex'), e."caseNumber", e.object, e.purpose,
        e."purposeVersion", e.reason, e."requestId"
      FROM jsonb_to_recordset(${JSON.stringify(tagged)}::jsonb) AS e ("officeId" text, "processAt" timestamptz,
        "actorId" uuid, action text, tag text, "caseNumber" text, object text, purpose text, "purposeVersion" int,
        reason text, "requestId" text)`;
  }
}
