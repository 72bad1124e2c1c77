import type { Transaction } from '../database/transaction.ts';
import type { Prisma } from './generated/client.ts';
import type { Clock, RandomSource } from '../../ports/index.ts';
import type {
  Actor,
  InTransaction,
  Job,
  Message,
  OfficeTransaction,
  PersonLanguage,
} from '../../use-cases/ports/index.ts';
import type { IndexKey, PersonKeys } from '../privacy/index.ts';
import { makeAppealStore } from './appeal-store.ts';
import { makeApplicationStore } from './application-store.ts';
import { makeAttemptStore } from './attempt-store.ts';
import { makeBatchRunStore } from './batch-run-store.ts';
import { makeBatchStore } from './batch-store.ts';
import { makeCardStore } from './card-store.ts';
import { makeCatalogueStore } from './catalogue-store.ts';
import { toBytesColumn, toInstantColumn } from './columns.ts';
import { makeDepartmentKeyStore } from './department-key-store.ts';
import { makeDuplicateStore } from './duplicate-store.ts';
import { makeErasureStore } from './erasure-store.ts';
import { makeEvidenceStore } from './evidence-store.ts';
import { makeFeeStore } from './fee-store.ts';
import { makeGrantStore } from './grant-store.ts';
import { makeGrantWithdrawalStore } from './grant-withdrawal-store.ts';
import { makeHistoryStore } from './history-store.ts';
import { makeImportStore } from './import-store.ts';
import { makeLossHoldStore } from './loss-hold-store.ts';
import { makeMergeStore } from './merge-store.ts';
import { makeMergeUndoStore } from './merge-undo-store.ts';
import { makeOfficeStore } from './office-store.ts';
import { makePermitStore } from './permit-store.ts';
import { makePersonStore } from './person-store.ts';
import { makePolicyStore } from './policy-store.ts';
import { makePurposeStore } from './purpose-store.ts';
import { makeReceiptStore } from './receipt-store.ts';
import { makeRegistrationStore } from './registration-store.ts';
import { makeReminderStore } from './reminder-store.ts';
import { makeRemovalStore } from './removal-store.ts';
import { makeReportStore } from './report-store.ts';
import { makeRevocationStore } from './revocation-store.ts';
import { makeStatisticsStore } from './statistics-store.ts';
import { makeStockStore } from './stock-store.ts';
import type { Published, StoreContext } from './store-context.ts';
import { Trail } from './trail.ts';
import { storeErrorOf } from './store-error-of.ts';
import { makeTerminalStore } from './terminal-store.ts';
import { toLanguage } from './to-language.ts';
import { makeWaitingStore } from './waiting-store.ts';

/** Puts a job into the queue by the caller's transaction. */
export type EnqueueIn = (db: Prisma.TransactionClient, job: Job) => Promise<void>;

/** Puts a message into the outbox by the caller's transaction, in the language of whom it goes to. */
export type TellIn = (
  db: Prisma.TransactionClient,
  message: Message & { readonly language: PersonLanguage },
) => Promise<void>;

/** Runs use cases on PostgreSQL: one transaction each, read committed, rows guarded by their version. */
export function makeInTransaction(deps: {
  readonly transaction: Transaction;
  readonly keys: PersonKeys;
  readonly indexKey: IndexKey;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Address of the status lists without their number. */
  readonly statusBase: string;
  readonly enqueue: EnqueueIn;
  readonly tell: TellIn;
}): InTransaction {
  const { transaction, clock, statusBase, enqueue, tell } = deps;
  const published: Published = { offices: new Map(), policies: new Map() };
  return async (actor, work) => {
    try {
      return await transaction(async (db) => {
        const trail = new Trail(db);
        const value = await work(storesOf({ ...deps, db, trail, published }, actor));
        await trail.write();
        return value;
      });
    } catch (cause) {
      throw storeErrorOf(cause);
    }
  };

  function storesOf(context: StoreContext, actor: Actor): OfficeTransaction {
    const { db, keys, trail } = context;
    const purposes = makePurposeStore(context);
    const versionInForce = async () => (await purposes.newest())?.version ?? 0;
    return {
      offices: makeOfficeStore(context),
      policies: makePolicyStore(context),
      persons: makePersonStore(context),
      erasures: makeErasureStore(context),
      merges: makeMergeStore(context),
      mergeUndos: makeMergeUndoStore(context),
      applications: makeApplicationStore(context),
      duplicates: makeDuplicateStore(context),
      evidence: makeEvidenceStore(context),
      permits: makePermitStore(context),
      cards: makeCardStore(context, statusBase),
      attempts: makeAttemptStore(context),
      stock: makeStockStore(context),
      removals: makeRemovalStore(context),
      batches: makeBatchStore(context),
      batchRuns: makeBatchRunStore(context),
      lossHolds: makeLossHoldStore(context),
      reminders: makeReminderStore(context),
      revocations: makeRevocationStore(context),
      fees: makeFeeStore(context),
      history: makeHistoryStore(context),
      registrations: makeRegistrationStore(context),
      reports: makeReportStore(context),
      appeals: makeAppealStore(context),
      catalogues: makeCatalogueStore(context),
      purposes,
      departmentKeys: makeDepartmentKeyStore(context),
      grants: makeGrantStore(context),
      grantWithdrawals: makeGrantWithdrawalStore(context),
      receipts: makeReceiptStore(context),
      terminals: makeTerminalStore(context),
      imports: makeImportStore(context),
      statistics: makeStatisticsStore(context),
      waiting: makeWaitingStore(context),
      move({ machine, subjectId, from, to, reason, ruleVersion }) {
        trail.move({
          machine,
          subjectId,
          toState: to,
          reason,
          fromState: from ?? null,
          ruleVersion: ruleVersion ?? null,
          actorId: actor.accountId ?? null,
          at: toInstantColumn(clock()),
        });
        return Promise.resolve();
      },
      async audit({ action, personId, caseNumber, object, purpose, reason }) {
        const tag = personId === undefined ? null : await keys.use(personId, (key) => toBytesColumn(key.subjectTag()));
        trail.audit({
          officeId: actor.officeId,
          processAt: toInstantColumn(clock()),
          actorId: actor.accountId ?? null,
          action,
          subjectTag: tag,
          caseNumber: caseNumber ?? null,
          object: object ?? null,
          purpose: purpose ?? null,
          purposeVersion: purpose === undefined ? null : await versionInForce(),
          reason: reason ?? null,
          requestId: actor.requestId ?? null,
        });
      },
      enqueue: (job) => enqueue(db, job),
      tell: async (message) => {
        const where = { id: message.personId };
        const { language } = await db.person.findUniqueOrThrow({ where, select: { language: true } });
        await tell(db, { ...message, language: toLanguage(language) });
      },
    };
  }
}
