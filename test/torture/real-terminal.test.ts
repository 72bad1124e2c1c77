import { memoryDevice, twoSlotStorage } from '@residence-permit/firmware-sim/card';
import { openFaultyCard } from '@residence-permit/firmware-sim/faults';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office, seededRandom } from '../builders/index.ts';
import { tap } from '../e2e/tapping.ts';

const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
/** PACE twice, the DV, the access log: a clinic's first tap on a card. */
const LEAST_WRITES = 8;

/** A card that an office personalised, endorsed and granted, and the bytes of its memory. */
let office: Office;
let card: BuiltCard;
let content: Uint8Array;
beforeAll(async () => {
  office = await anOffice({ seed: 'torn taps' });
  office.setClock(DEMO_AT);
  const device = memoryDevice();
  card = await aCard(office, { storage: twoSlotStorage(device) })
    .withGrants(HEALTH)
    .active();
  content = device.content();
});

async function tapTwice(at: number) {
  const faulty = openFaultyCard({
    device: memoryDevice(content),
    faults: [{ kind: 'cut-at-write', at }],
    random: seededRandom(`chip ${at}`),
    faultRandom: seededRandom(`torn ${at}`),
    wait: () => Promise.resolve(),
  });
  const inField = { can: card.can, transport: () => faulty };
  const torn = await tap(office, inField, 'clinic');
  const wasTorn = faulty.removedBy !== undefined;
  faulty.reset();
  return { wasTorn, torn, next: await tap(office, inField, 'clinic') };
}

describe('a clinic that taps a card of the office', () => {
  it('is told when the card goes in the middle of a write, and accepts it at the next tap', async () => {
    for (let at = 1; ; at += 1) {
      const { wasTorn, torn, next } = await tapTwice(at);
      if (!wasTorn) {
        expect([torn.verdict, at > LEAST_WRITES]).toEqual(['accepted', true]);
        return;
      }
      expect([torn.verdict, next.verdict]).toEqual(['undecided', 'accepted']);
      expect(torn.reasons).toContain('CARD_REMOVED');
    }
  });
});
