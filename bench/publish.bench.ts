import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standingsOfDatabase } from '@residence-permit/issuer/adapters/prisma';
import { type Authority, makeHoldCeremony, TEST_PLAN } from '@residence-permit/issuer/authority';
import { openDatabase, withSession } from '@residence-permit/issuer/database';
import {
  makePublishTrust,
  readPreviousLists,
  type TrustFiles,
  writeTrustFolder,
} from '@residence-permit/issuer/publishing';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import { ownDatabase } from '@residence-permit/test/builders/own-database';
import { seededRandom } from '@residence-permit/test/builders/seeded-random';
import type { Section } from './figures.ts';
import { CARDS_PER_LIST, fillCards, revokeSome } from './office/fill-cards.ts';

const CARDS = 10_000_000;
/** One in so many cards is not clear. */
const NOT_CLEAR_OF = 100;
/** Cards that are revoked between two publications, of all. */
const CHANGED_OF = 10_000;

/** Lists and bundle of ten million cards, rebuilt from the database, signed, opened as a verifier does, and written. */
export async function measurePublish(cards: number = CARDS): Promise<Section> {
  const address = await ownDatabase('embedded');
  const folder = await mkdtemp(join(tmpdir(), 'permit-bench-'));
  const database = openDatabase({ url: address.url });
  try {
    const now = Math.floor(Date.now() / 1000);
    const authority = await makeHoldCeremony({ random: seededRandom('publish'), clock: () => now })(TEST_PLAN);
    const statusBase = authority.statusUri.replace(/\d+$/, '');
    const filled = { cards, notClearOf: NOT_CLEAR_OF, statusBase };
    await withSession({ url: address.adminUrl, role: undefined }, (client) => fillCards(client, filled));
    const publish = makePublish({ authority, database, folder });
    const first = await timed(publish);
    await withSession({ url: address.adminUrl, role: undefined }, (client) => revokeSome(client, CHANGED_OF));
    const next = await timed(publish);
    const { statusTokens, statusDeltas, bundleBytes } = next.files;
    const bytesOf = (files: readonly { readonly bytes: Uint8Array }[]) =>
      files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return {
      figures: {
        'issuer.publish10M.s': Math.max(first.seconds, next.seconds),
        'issuer.publish10M.firstS': first.seconds,
        'issuer.publish10M.lists': statusTokens.length,
        'issuer.publish10M.bytes': bytesOf(statusTokens),
        'issuer.publish10M.deltaBytes': bytesOf(statusDeltas),
        'issuer.publish10M.bundleBytes': bundleBytes.length,
      },
      remarks: [
        `${cards} cards, ${CARDS_PER_LIST} in a list of 131072 places as many as random draws fill, ${100 / NOT_CLEAR_OF} % revoked or on hold at random`,
        `the slower of two: the first publication, and one after ${100 / CHANGED_OF} % were revoked, with its deltas`,
      ],
    };
  } finally {
    await database.close();
    await address.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As the job of the service publishes. */
function makePublish({
  authority,
  database,
  folder,
}: {
  readonly authority: Authority;
  readonly database: ReturnType<typeof openDatabase>;
  readonly folder: string;
}): () => Promise<TrustFiles> {
  const engine = nodeEd25519;
  const publish = makePublishTrust({
    takeStandings: standingsOfDatabase({
      transaction: database.transaction,
      rootVersion: authority.rootFile.version,
      currentUri: authority.statusUri,
      floors: { bundle: 0, status: 0 },
      findRevokedTerminals: () => Promise.resolve([]),
      findWithdrawnGrants: () => Promise.resolve([]),
    }),
    authority,
    catalogue: { purposes: DEFAULT_PURPOSES, kinds: DEFAULT_KINDS },
    clock: () => Math.floor(Date.now() / 1000),
    engine,
    readPrevious: (uris) => readPreviousLists({ folder, uris, statusKey: authority.statusKey.publicKey, engine }),
  });
  return async () => {
    const files = await publish();
    await writeTrustFolder(folder, files);
    return files;
  };
}

async function timed(publish: () => Promise<TrustFiles>) {
  const began = performance.now();
  const files = await publish();
  return { seconds: (performance.now() - began) / 1000, files };
}
