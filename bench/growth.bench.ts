import { nodeEngine } from '@residence-permit/reader/node';
import { judge } from '@residence-permit/reader/verify';
import { readingOf } from '@residence-permit/test/builders/card-reading';
import { openTrustOf } from '@residence-permit/test/builders/opened-trust';
import { seededRandom } from '@residence-permit/test/builders/seeded-random';
import { makeSignedCard } from '@residence-permit/test/builders/signed-card';
import type { Section } from './figures.ts';
import { pairedMediansMs } from './median.ts';
import { randomRevocations } from './random-revocations.ts';

const POPULATIONS = [1_000, 1_000_000, 10_000_000] as const;
const SHARE_REVOKED = 0.001;
const UTC_OFFSET_MINUTES = 480;
const RUNS = 200;
const WARM_UPS = 20;
const INDEX_OF_THE_CARD = 711;

/** One whole judgement of a clinic tap, under trust for a thousand, a million and ten million cards. */
export async function measureGrowth(): Promise<Section> {
  const at = Math.floor(Date.now() / 1000);
  const random = seededRandom('growth');
  const card = await makeSignedCard({ seed: 'growth', now: at - 60, statusIndex: INDEX_OF_THE_CARD });
  const reading = readingOf(card, random);
  const judgements: (() => void)[] = [];
  for (const cards of POPULATIONS) {
    const statuses = new Map(randomRevocations(cards, cards * SHARE_REVOKED));
    statuses.delete(INDEX_OF_THE_CARD);
    const trust = await openTrustOf(card.authority, { issuedAt: at - 60, statusLength: cards, statuses });
    const purpose = trust.findPurpose('clinic');
    if (purpose === undefined) throw new Error('growth: no purpose');
    const circumstances = {
      purpose,
      trust,
      staleness: { bundleSeconds: 86_400, statusSeconds: 86_400 },
      at,
      utcOffsetMinutes: UTC_OFFSET_MINUTES,
      engine: nodeEngine,
    };
    judgements.push(() => {
      const { verdict, reasons } = judge(reading, circumstances);
      if (verdict !== 'accepted') throw new Error(`growth: ${reasons.join(', ')}`);
    });
  }
  const [at1k = 0, at1M = 0, at10M = 0] = await pairedMediansMs(judgements, { runs: RUNS, warmUps: WARM_UPS });
  return {
    figures: {
      'growth.judge1kMs': at1k,
      'growth.judge1MMs': at1M,
      'growth.judge10MMs': at10M,
      'growth.ratio10MTo1k': at10M / at1k,
    },
    remarks: [
      `medians of ${RUNS} judgements in turn, signatures and chip proof included; the list is unpacked once, when trust is opened`,
    ],
  };
}
