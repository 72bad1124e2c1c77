import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeEvidenceFiles } from '@residence-permit/issuer/adapters/evidence';
import { makeInTransaction } from '@residence-permit/issuer/adapters/prisma';
import { openDatabase } from '@residence-permit/issuer/database';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { makeKeyFolder, makePersonKeys, openKeyFolder } from '@residence-permit/issuer/adapters/privacy';
import type { InTransaction, Job, Message, Officer } from '@residence-permit/issuer/use-cases/ports';
import { Pool } from 'pg';
import { aDatabase } from './a-database.ts';

/** The office of most tests and another one of the same district. */
export const OFFICE_ID = 'sample-east';
export const OTHER_OFFICE_ID = 'sample-west';

/** The stores of an office on a real database of their own, with keys of persons in a real key store. */
export type OfficeStores = Awaited<ReturnType<typeof officeStores>>;

const random = (length: number) => new Uint8Array(randomBytes(length));

/** A migrated database with two offices and the rules of the sample city. `close` drops it. */
export async function officeStores(options: { readonly clock: () => number }) {
  const { clock } = options;
  const address = await aDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'permit-office-'));
  const database = openDatabase({ url: address.url });
  const keyStore = new Pool({ connectionString: address.keyStoreUrl });
  const [keyFolder, evidenceFolder] = [join(folder, 'keys'), join(folder, 'evidence')];
  await mkdir(keyFolder);
  await makeKeyFolder(keyFolder, random);
  const { masters, index } = await openKeyFolder(keyFolder);
  const monotonicMs = () => performance.now();
  const store = { query: (sql: string, values: readonly unknown[]) => keyStore.query(sql, [...values]) };
  const keys = makePersonKeys({ store, masters, random, monotonicMs });
  const files = makeEvidenceFiles({ folder: evidenceFolder, keys });
  const jobs: Job[] = [];
  const messages: Message[] = [];
  const inTransaction: InTransaction = makeInTransaction({
    ...{ transaction: database.transaction, keys, indexKey: index, clock, random, statusBase: 's/' },
    enqueue: (_db, job) => Promise.resolve(void jobs.push(job)),
    tell: (_db, message) => Promise.resolve(void messages.push(message)),
  });
  await inTransaction(SYSTEM, async (tx) => {
    const place = { jurisdiction: DEFAULT_POLICY.jurisdiction, utcOffsetMinutes: 480 };
    await tx.offices.insert({ id: OFFICE_ID, name: '示例市公安局东区分局', ...place });
    await tx.offices.insert({ id: OTHER_OFFICE_ID, name: '示例市公安局西区分局', ...place });
    await tx.policies.publish(DEFAULT_POLICY, clock());
  });
  return {
    ...{ address, database, keys, indexKey: index, inTransaction, jobs, messages, clock, random, newId: randomUUID },
    ...{ files, keyFolder, evidenceFolder },
    close: async () => {
      keys.close();
      await database.close();
      await keyStore.end();
      await address.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The service itself. */
const SYSTEM = { accountId: undefined, officeId: OFFICE_ID } as const;

/** Somebody new who works in that office. */
export function anOfficer(officeId = OFFICE_ID): Officer {
  return { accountId: randomUUID(), officeId };
}
