import { randomBytes, randomUUID } from 'node:crypto';
import { openCard } from '@residence-permit/firmware-sim/card';
import { fileStorage } from '@residence-permit/firmware-sim/image';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { makeEvidenceFiles } from '@residence-permit/issuer/adapters/evidence';
import { makePersonKeys, openKeyFolder } from '@residence-permit/issuer/adapters/privacy';
import { makeInTransaction } from '@residence-permit/issuer/adapters/prisma';
import { openDatabase } from '@residence-permit/issuer/database';
import { makeProduction, openOffice, type PlaceCard } from '@residence-permit/issuer/serve';
import { makeFindEntitlements } from '@residence-permit/issuer/use-cases/grants';
import type { InTransaction, Officer } from '@residence-permit/issuer/use-cases/ports';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { Pool } from 'pg';

/** Where one case and its card are, as another process finds them again. */
export type SagaPlace = {
  readonly databaseUrl: string;
  readonly keyStoreUrl: string;
  readonly keyFolder: string;
  readonly evidenceFolder: string;
  readonly officeFolder: string;
  /** Image of the chip on the reader. */
  readonly image: string;
  readonly applicationId: string;
  readonly clerk: Officer;
  readonly producer: Officer;
};

/** Called as the process goes on; whatever it does, it does there. */
export type SagaWatch = {
  /** A transaction was committed; `steps` are the states of the attempt that it led to. */
  committed(steps: readonly string[]): void;
  /** A command is about to reach the chip. */
  sending(): void;
};

export const NO_WATCH: SagaWatch = { committed: () => undefined, sending: () => undefined };

const random = (length: number) => new Uint8Array(randomBytes(length));
const systemClock = () => Math.floor(Date.now() / 1000);

/** A process of the office on real stores, with the chip on its reader. */
export async function openSaga(place: SagaPlace, watch: SagaWatch) {
  const database = openDatabase({ url: place.databaseUrl, maxConnections: 4 });
  const keyStore = new Pool({ connectionString: place.keyStoreUrl, max: 2 });
  keyStore.on('error', () => undefined);
  const { masters, index } = await openKeyFolder(place.keyFolder);
  const store = { query: (sql: string, values: readonly unknown[]) => keyStore.query(sql, [...values]) };
  const keys = makePersonKeys({ store, masters, random, monotonicMs: () => performance.now() });
  const bare = makeInTransaction({
    transaction: database.transaction,
    keys,
    indexKey: index,
    clock: systemClock,
    random,
    statusBase: 's/',
    enqueue: () => Promise.resolve(),
    tell: () => Promise.resolve(),
  });
  const inTransaction: InTransaction = async (actor, work) => {
    let steps: string[] = [];
    const value = await bare(actor, (tx) => {
      steps = [];
      const noting: typeof tx = {
        ...tx,
        move: (move) => {
          if (move.machine === 'PERSONALISATION') steps.push(move.to);
          return tx.move(move);
        },
      };
      return work(noting);
    });
    watch.committed(steps);
    return value;
  };
  const files = makeEvidenceFiles({ folder: place.evidenceFolder, keys });
  const office = await openOffice(place.officeFolder, systemClock);
  const production = makeProduction({
    office,
    inTransaction,
    files,
    environment: {},
    findEntitlements: makeFindEntitlements({ clock: systemClock, random: office.random }),
    findResidence: () =>
      Promise.resolve({
        residenceSince: parsePlainDate('2024-06-01'),
        continuousMonths: 24,
        grounds: [1, 2],
      }),
  });
  return {
    production,
    inTransaction,
    keys,
    files,
    database,
    newId: randomUUID,
    clock: systemClock,
    placeCard: onReader(place.image, watch),
    close: async () => {
      keys.close();
      await database.close();
      await keyStore.end();
    },
  };
}

export type Saga = Awaited<ReturnType<typeof openSaga>>;

/** Powers the chip up from its image each time, as a reader does. */
function onReader(image: string, watch: SagaWatch): PlaceCard {
  return () => {
    const chip = inProcessTransport(openCard({ storage: fileStorage(image), random }));
    const transport: CardTransport = {
      transmit: (command) => {
        watch.sending();
        return chip.transmit(command);
      },
    };
    return Promise.resolve({ transport, release: () => Promise.resolve() });
  };
}
