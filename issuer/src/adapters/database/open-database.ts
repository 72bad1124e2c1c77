import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '../prisma/generated/client.ts';
import { sessionConfig } from './connect.ts';
import { makeStatementNames } from './statement-names.ts';
import { makeTransaction, type Transaction } from './transaction.ts';

/** The database as the service works in it: role `permit_service`, which owns nothing. */
export type Database = {
  readonly prisma: PrismaClient;
  /** the connections beneath, for what Prisma has no words for */
  readonly pool: Pool;
  /** runs work in one transaction, and again when the database asks for it */
  readonly transaction: Transaction;
  readonly close: () => Promise<void>;
};

const MAX_CONNECTIONS = 10;

/**
 * Opens connections as they are needed; nothing is sent yet.
 * @param given.maxConnections at most so many at once, 1 or more; 10 where it is not said
 * @throws PermitError SETTING_BAD for what is no address of a database
 */
export function openDatabase(given: { readonly url: string; readonly maxConnections?: number }): Database {
  const pool = new Pool({
    ...sessionConfig(given.url, 'permit_service'),
    max: given.maxConnections ?? MAX_CONNECTIONS,
    application_name: 'permit-service',
  });
  // The pool drops a connection that breaks while idle, and the next query takes another.
  pool.on('error', () => undefined);
  // The pool does not listen to one that is lent out: unheard, its end between two queries would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const adapter = new PrismaPg(pool, { statementNameGenerator: makeStatementNames() });
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, pool, transaction: makeTransaction(prisma), close };
}
