import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeEvidenceFiles } from '@residence-permit/issuer/adapters/evidence';
import { makeInTransaction, type TellIn } from '@residence-permit/issuer/adapters/prisma';
import { openDatabase } from '@residence-permit/issuer/database';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { makeKeyFolder, makePersonKeys, openKeyFolder } from '@residence-permit/issuer/adapters/privacy';
import type { InTransaction, Job } from '@residence-permit/issuer/use-cases/ports';
import { Pool } from 'pg';
import { SAMPLE_OFFICES } from './sample-offices.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

/** A migrated database, as the service works in it. */
export type StoreAddress = { readonly url: string; readonly keyStoreUrl: string; readonly close: () => Promise<void> };

/**
 * Fills an empty migrated database with offices and the rules of the sample city, and opens its stores. `close` lets go of all.
 * @param options.folders keys and papers that are there already, and stay; else new ones
 * @param options.content of the database; 'filled' where another one filled it
 */
export async function storesOver<Address extends StoreAddress>(
  address: Address,
  options: {
    readonly clock: () => number;
    readonly offices?: readonly { readonly id: string; readonly name: string }[];
    readonly maxConnections?: number;
    readonly folders?: { readonly keys: string; readonly evidence: string };
    readonly content?: 'empty' | 'filled';
    /** What becomes of messages beside being kept in `messages`. */
    readonly tell?: TellIn;
  },
) {
  const { clock, offices = SAMPLE_OFFICES, maxConnections = 10, content = 'empty' } = options;
  const folder = await mkdtemp(join(tmpdir(), 'permit-office-'));
  const database = openDatabase({ url: address.url, maxConnections });
  const keyStore = new Pool({ connectionString: address.keyStoreUrl });
  // A database that is dropped takes its idle connections along.
  keyStore.on('error', () => undefined);
  const folders = options.folders ?? { keys: join(folder, 'keys'), evidence: join(folder, 'evidence') };
  const { keys: keyFolder, evidence: evidenceFolder } = folders;
  if (options.folders === undefined) {
    await mkdir(keyFolder);
    await makeKeyFolder(keyFolder, random);
  }
  const { masters, index } = await openKeyFolder(keyFolder);
  const monotonicMs = () => performance.now();
  const store = { query: (sql: string, values: readonly unknown[]) => keyStore.query(sql, [...values]) };
  const keys = makePersonKeys({ store, masters, random, monotonicMs });
  const files = makeEvidenceFiles({ folder: evidenceFolder, keys });
  const jobs: Job[] = [];
  const messages: Parameters<TellIn>[1][] = [];
  const inTransaction: InTransaction = makeInTransaction({
    transaction: database.transaction,
    keys,
    indexKey: index,
    clock,
    random,
    statusBase: 's/',
    enqueue: (_db, job) => Promise.resolve(void jobs.push(job)),
    tell: async (db, message) => {
      messages.push(message);
      await options.tell?.(db, message);
    },
  });
  if (content === 'empty') {
    await inTransaction(SYSTEM, async (tx) => {
      const place = { jurisdiction: DEFAULT_POLICY.jurisdiction, utcOffsetMinutes: 480 };
      for (const office of offices) await tx.offices.insert({ ...office, ...place });
      await tx.policies.publish(DEFAULT_POLICY, clock());
    });
  }
  return {
    address,
    database,
    keys,
    indexKey: index,
    inTransaction,
    jobs,
    messages,
    clock,
    random,
    newId: randomUUID,
    files,
    keyFolder,
    evidenceFolder,
    close: async () => {
      keys.close();
      await database.close();
      await keyStore.end();
      await address.close();
      await rm(folder, {
        recursive: true,
        force: true,
      });
    },
  };
}

/** The service itself. */
const SYSTEM = { accountId: undefined, officeId: SAMPLE_OFFICES[0].id } as const;

/** The stores of an office on whichever database. */
export type Stores = Awaited<ReturnType<typeof storesOver<StoreAddress>>>;
