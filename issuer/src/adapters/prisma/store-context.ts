import type { IndexKey, PersonKeys } from '../privacy/index.ts';
import type { Clock, RandomSource } from '../../ports/index.ts';
import type { Prisma } from './generated/client.ts';

/** What every store of one transaction works with. */
export type StoreContext = {
  readonly db: Prisma.TransactionClient;
  readonly keys: PersonKeys;
  readonly indexKey: IndexKey;
  readonly clock: Clock;
  readonly random: RandomSource;
};
