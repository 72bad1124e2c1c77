import { forgetHolder } from '../../adapters/accounts/index.ts';
import {
  eraseRecords,
  type ErasureParts,
  findMergedRecords,
  makeFileErasureLedger,
  overwritePerson,
  replayErasures,
} from '../../adapters/privacy/index.ts';
import { type Erase, makeFinishErasures } from '../../use-cases/persons/index.ts';
import type { ServiceParts } from './open-service.ts';
import { openWork } from './open-work.ts';

/** Forgetting persons, over the ledger that no restore of a database rolls back. */
export type Erasures = {
  readonly erase: Erase;
  /**
   * Before anybody is served: carries out the ledger again, so that a restored backup shows nothing that was erased, and what
   * was confirmed before a process ended.
   * @throws PermitError ERASURE_LEDGER_BAD, STORE_FAILED: then nobody may be served
   */
  replay(): Promise<void>;
};

/** Opens them over the service's databases; the ledger is a file of its own. */
export function openErasures(parts: ServiceParts): Erasures {
  const { database, personKeys, keys, settings, clock, log } = parts;
  const erasure: ErasureParts = {
    ledger: makeFileErasureLedger({ path: settings.erasures, key: keys.privacy.index.ledgerKey() }),
    keys: personKeys,
    overwrite: async (what) => {
      await forgetHolder(database.pool, what);
      await overwritePerson(database.pool, what);
    },
  };
  const findMerged = (personId: string) => findMergedRecords(database.pool, personId);
  const erase: Erase = (what) => eraseRecords({ ...erasure, findMerged }, what);
  return {
    erase,
    async replay() {
      const returned = await replayErasures(erasure);
      const finished = await makeFinishErasures({ inTransaction: openWork(parts).inTransaction, clock, erase })();
      if (returned.length + finished.length > 0) {
        log.warn({ returned: returned.length, finished: finished.length }, 'erasures carried out again');
      }
    },
  };
}
