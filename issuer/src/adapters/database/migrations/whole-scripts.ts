import type { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';

/**
 * A factory whose sessions run a script as one message, which PostgreSQL makes one transaction (18, §54.2.2.1): a migration
 * applies whole or not at all. The adapter's own way cuts at every semicolon, also inside the body of a function.
 */
export function withWholeScripts(factory: PrismaPg): SqlMigrationAwareDriverAdapterFactory {
  const whole = async (opened: Promise<SqlDriverAdapter>): Promise<SqlDriverAdapter> => {
    const adapter = await opened;
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => whole(factory.connect()),
    connectToShadowDb: () => whole(factory.connectToShadowDb()),
  };
}
