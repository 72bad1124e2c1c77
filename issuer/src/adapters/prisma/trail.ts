import type { Prisma } from './generated/client.ts';

type MoveRow = Prisma.LifecycleMoveCreateManyInput;
type AuditRow = Prisma.AuditEventCreateManyInput;

/** The moves and audit entries of one transaction: gathered as the work goes on, written together and in order. */
export class Trail {
  readonly #db: Pick<Prisma.TransactionClient, 'lifecycleMove' | 'auditEvent'>;
  #moves: MoveRow[] = [];
  #entries: AuditRow[] = [];

  constructor(db: Pick<Prisma.TransactionClient, 'lifecycleMove' | 'auditEvent'>) {
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
    if (moves.length > 0) await this.#db.lifecycleMove.createMany({ data: moves });
    if (entries.length > 0) await this.#db.auditEvent.createMany({ data: entries });
  }
}
