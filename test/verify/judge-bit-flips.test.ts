import { nodeEd25519 } from '@residence-permit/reader/node';
import { type CardReading, type Circumstances, judge } from '@residence-permit/reader/verify';
import { CODES } from '@residence-permit/shared/errors';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import { beforeAll, describe, expect, it } from 'vitest';
import { readingOf } from '../builders/card-reading.ts';
import { openTrustOf } from '../builders/opened-trust.ts';
import { seededRandom } from '../builders/seeded-random.ts';
import { makeSignedCard } from '../builders/signed-card.ts';

const NOW = 1_795_000_000;
const random = seededRandom('bit flips');

let good: CardReading;
let usual: Circumstances;

beforeAll(async () => {
  const card = await makeSignedCard({ seed: 'bit flips', now: NOW });
  const { cam, ...withoutProof } = readingOf(card, random);
  expect(cam).toBeDefined();
  good = withoutProof;
  const clinic = findPurpose(DEFAULT_PURPOSES, 'clinic');
  if (clinic === undefined) throw new RangeError('purposes: no clinic');
  usual = {
    // The proof of the chip is no record and costs ten times the rest, so it is left out of some ten thousand judgements.
    purpose: { ...clinic, asks: ['authentic', 'current', 'inFunction', 'entitled'] },
    trust: await openTrustOf(card.authority, { issuedAt: NOW }),
    staleness: { bundleSeconds: 86_400, statusSeconds: 86_400 },
    at: NOW,
    utcOffsetMinutes: 480,
    engine: nodeEd25519,
  };
});

/** The reading with the content of one data group replaced. */
function replaced(dataGroup: number, bytes: Uint8Array): CardReading {
  return dataGroup === 1 ? { ...good, dg1Bytes: bytes } : { ...good, files: new Map(good.files).set(dataGroup, bytes) };
}

const contentOf = (dataGroup: number) =>
  (dataGroup === 1 ? good.dg1Bytes : good.files.get(dataGroup)) ?? new Uint8Array();

/** Every value that a fault could make of these bytes, one at a time. */
function* faults(bytes: Uint8Array): Generator<Uint8Array> {
  for (let length = 0; length < bytes.length; length++) yield bytes.slice(0, length);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    yield bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
  }
  yield Uint8Array.from([...bytes, 0]);
}

describe('a permit of which one bit is another', () => {
  it.each([1, 2, 3, 17, 18])('is never accepted: every flip and truncation of DG%i has a code', (dataGroup) => {
    const bytes = contentOf(dataGroup);
    let seen = 0;
    for (const fault of faults(bytes)) {
      const { verdict, reasons } = judge(replaced(dataGroup, fault), usual);
      if (
        verdict === 'accepted' ||
        reasons.every((code) => code === 'NOT_ASKED') ||
        !reasons.every((code) => code in CODES)
      ) {
        expect.fail(`DG${dataGroup}, fault ${seen}: ${verdict} ${reasons.join(' ')}`);
      }
      seen += 1;
    }
    expect(seen).toBe(bytes.length * 9 + 1);
    expect(bytes.length).toBeGreaterThan(60);
  });

  it('does not show a field of a record whose signature is broken', () => {
    const bytes = contentOf(1);
    const { fields } = judge(replaced(1, bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1)), usual);
    expect(fields).toEqual({});
  });

  it('is accepted untouched, so that the faults above are what refuses it', () => {
    expect(judge(good, usual).verdict).toBe('accepted');
  });
});
