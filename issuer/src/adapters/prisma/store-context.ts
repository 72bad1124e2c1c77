import type { IndexKey, PersonKeys } from '../privacy/index.ts';
import type { Clock, RandomSource } from '../../ports/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { Office } from '../../use-cases/ports/index.ts';
import type { Prisma } from './generated/client.ts';
import type { Trail } from './trail.ts';

/** What this process has read of things that never change once they are published. */
export type Published = {
  /** By id. */
  readonly offices: Map<string, Office>;
  /** By jurisdiction and version. */
  readonly policies: Map<string, PolicySet>;
};

/** What every store of one transaction works with. */
export type StoreContext = {
  readonly db: Prisma.TransactionClient;
  readonly keys: PersonKeys;
  readonly indexKey: IndexKey;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly trail: Trail;
  readonly published: Published;
};
