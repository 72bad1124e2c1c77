import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import {
  type Database,
  isUpToDate,
  migrationStatus,
  MIGRATIONS_FOLDER,
  openDatabase,
  openEmbeddedDatabase,
  readMigrations,
  sessionConfig,
  withSession,
} from '../../adapters/database/index.ts';
import { auditFigures } from '../../adapters/audit/index.ts';
import { describeFault, makeLog, makeMetrics, type Metrics, queueAgeS } from '../../adapters/http/index.ts';
import { deliverToSpool, type Jobs, makeOutbox, openJobs, type Outbox } from '../../adapters/jobs/index.ts';
import { makePersonKeys, type PersonKeys } from '../../adapters/privacy/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { Demonstration } from '../../use-cases/ports/index.ts';
import { type OfficeFolder, openOffice, systemRandom } from '../office-folder.ts';
import { requireTrial } from './require-trial.ts';
import { makeMissingKeys, openServiceKeys, type ServiceKeys } from './service-key.ts';
import type { ServiceSettings } from './settings.ts';
import { watchSigners } from './watch-signers.ts';

/** Everything that routes and workers are made of, opened once a process. */
export type ServiceParts = {
  readonly settings: ServiceSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly keyStore: Pool;
  readonly keys: ServiceKeys;
  readonly personKeys: PersonKeys;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  readonly office: OfficeFolder;
  /** What a demonstration puts beside the office. */
  readonly demonstration: Demonstration | undefined;
  /** Signatures since the start that a document signer did not give. */
  readonly signerFailures: () => number;
  /** 32 bytes for the hashes of requests. */
  readonly hashKey: Uint8Array;
  /** Lets go of everything, in the order in which one stands on the other. */
  close(): Promise<void>;
};

/**
 * Opens what the service stands on. The embedded database is made and migrated here; one on a server must be migrated
 * already, by `permit-issuer database migrate`.
 * @param given.demonstration refused in production, and under another profile of sign-in than that of a demonstration
 * @throws PermitError SETTING_BAD, SCHEMA_UNFIT, DATABASE_UNAVAILABLE, DATABASE_START_FAILED, KEY_BAD, KEY_EXPOSED
 */
export async function openService({
  settings,
  officeFolder,
  clock,
  log = makeLog({ level: settings.logLevel }),
  demonstration,
}: {
  readonly settings: ServiceSettings;
  readonly officeFolder: string;
  readonly clock: Clock;
  readonly log?: Logger;
  readonly demonstration?: Demonstration | undefined;
}): Promise<ServiceParts> {
  if (demonstration !== undefined) requireTrial(settings);
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).toReversed()) {
      await Promise.resolve(end()).catch((cause: unknown) =>
        log.error({ fault: describeFault(cause) }, 'closing failed'),
      );
    }
  };
  try {
    const { office, signerFailures } = watchSigners(await openOffice(officeFolder, clock));
    const addresses = await openDatabases(settings, closers);
    const keys = await openServiceKeys(settings.keys);
    const database = openDatabase({ url: addresses.register });
    closers.push(database.close);
    const keyStore = new Pool({ ...sessionConfig(addresses.keyStore, 'permit_service'), max: 4 });
    keyStore.on('error', () => undefined);
    closers.push(() => keyStore.end());
    const store = keyStore;
    const monotonicMs = () => performance.now();
    const personKeys = makePersonKeys({ store, masters: keys.privacy.masters, random: systemRandom, monotonicMs });
    closers.push(() => personKeys.close());
    const jobs = await openJobs({ pool: database.pool, log });
    closers.push(() => jobs.stop());
    const outbox = makeOutbox({ database, jobs, deliver: deliverToSpool(settings.spool) });
    const metrics = makeMetrics([
      queueAge(database.pool),
      connectionsInUse(database.pool),
      ...auditFigures(database.pool),
    ]);
    const hashKey = createHmac('sha256', keys.service.expose()).update('residence-permit/http/request-hash').digest();
    return {
      settings,
      clock,
      log,
      metrics,
      database,
      keyStore,
      keys,
      personKeys,
      jobs,
      outbox,
      office,
      demonstration,
      signerFailures,
      hashKey,
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Addresses of both databases, the embedded ones started and up to date. */
async function openDatabases({ databases, data, keys }: ServiceSettings, closers: (() => Promise<void> | void)[]) {
  if (databases !== undefined) {
    const migrations = await readMigrations(MIGRATIONS_FOLDER);
    const status = await withSession({ url: databases.register, role: 'permit_service' }, (client) =>
      migrationStatus(client, migrations),
    );
    if (!isUpToDate(status)) throw new PermitError('SCHEMA_UNFIT', { detail: 'run `permit-issuer database migrate`' });
    return databases;
  }
  const isNew = !existsSync(join(data, 'server'));
  if (isNew) await makeMissingKeys(keys, systemRandom);
  const embedded = await openEmbeddedDatabase({ folder: data });
  closers.push(embedded.close);
  return { register: embedded.url, keyStore: embedded.keyStoreUrl };
}

const queueAge = (pool: Pool) => ({
  name: 'permit_queue_age_seconds',
  help: 'How long the oldest job waits whose time has come.',
  read: () => queueAgeS(pool),
});

const connectionsInUse = (pool: Pool) => ({
  name: 'permit_database_connections',
  help: 'Connections of this process that are in use.',
  read: async () => pool.totalCount - pool.idleCount,
});
