import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { lookUp } from '@residence-permit/shared/status-list';
import { makeHoldCeremony, TEST_PLAN } from '@residence-permit/issuer/authority';
import { makeTrustFiles, openTrustOf } from '@residence-permit/test/builders/opened-trust';
import { seededRandom } from '@residence-permit/test/builders/seeded-random';
import type { Section } from './figures.ts';
import { median } from './median.ts';
import { randomRevocations } from './random-revocations.ts';

const MILLION = 1_000_000;
const SHARE_REVOKED = 0.001;
const LOOK_UPS = 1_000_000;
const ROUNDS = 9;

/** Size of the status list, time of one look-up in it, and the memory that trust for ten million cards takes. */
export async function measureStatus(): Promise<Section> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const authority = await makeHoldCeremony({ random: seededRandom('status'), clock: () => issuedAt })(TEST_PLAN);
  const planFor = (cards: number) => ({
    issuedAt,
    statusLength: cards,
    statuses: randomRevocations(cards, cards * SHARE_REVOKED),
  });
  // First a small one, so that code and tables that every verifier has are not counted; and before anything else is garbage.
  await openTrustOf(authority, planFor(1000));
  const addedMB = await addedMegabytes(() => openTrustOf(authority, planFor(10 * MILLION)));
  const [token] = (await makeTrustFiles(authority, planFor(MILLION))).statusTokens;
  const trust = await openTrustOf(authority, planFor(MILLION));
  const [status] = trust.statusLists;
  if (token === undefined || status === undefined) throw new Error('status: no list');

  const rounds: number[] = [];
  let seen = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    // A stride that is prime to the length visits entries all over the list.
    for (let i = 0, index = 0; i < LOOK_UPS; i += 1, index = (index + 611_953) % MILLION)
      seen += lookUp(status.list, index) ?? 0;
    rounds.push(((performance.now() - start) * 1e6) / LOOK_UPS);
  }
  if (seen !== ROUNDS * MILLION * SHARE_REVOKED) throw new Error(`status: saw ${seen} revocations`);

  return {
    figures: {
      'status.bytes1M': token.length,
      'status.lookupNs': median(rounds),
      'status.addedMB10M': addedMB,
    },
    remarks: [
      `${SHARE_REVOKED * 100} % of the cards revoked at random, 2 bits a card; bytes of the whole signed token`,
      'memory: heap, buffers and external memory after collection, with the trust snapshot held, less the same before',
    ],
  };
}

async function addedMegabytes(make: () => Promise<unknown>): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('status: no garbage collector to call');
  const used = async (): Promise<number> => {
    for (let i = 0; i < 4; i += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = await used();
  const held = await make();
  const after = await used();
  if (held === undefined) throw new Error('status: nothing held');
  return (after - before) / 1e6;
}
