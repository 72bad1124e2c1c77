import { describe, expect, it } from 'vitest';
import { type HoldingCard, type PlacedGrant, placeOnCard } from './place-on-card.ts';

const PLANNED = 1000;
const WRITTEN = 2000;
const fresh: HoldingCard = { plannedAt: PLANNED };
const written: HoldingCard = { plannedAt: PLANNED, held: { version: 3, writtenAt: WRITTEN } };
const grant = (one: Partial<PlacedGrant>): PlacedGrant => ({ state: 'ACTIVE', isForCards: true, ...one });

describe('the place of a grant on a card', () => {
  it('is the register alone for a kind that tells of its holder, while the grant runs', () => {
    expect(placeOnCard(grant({ isForCards: false, state: 'GRANTED', approvedAt: 900 }), fresh)).toBe('REGISTER_ONLY');
    expect(placeOnCard(grant({ isForCards: false, state: 'EXPIRED', approvedAt: 900 }), fresh)).toBeUndefined();
  });

  it('is yet to be written until a counter wrote it', () => {
    expect(placeOnCard(grant({ state: 'GRANTED', approvedAt: WRITTEN }), written)).toBe('TO_WRITE');
    expect(placeOnCard(grant({ approvedAt: WRITTEN }), written)).toBe('ON_CARD');
  });

  it('is a replacement card where it was approved before that was planned', () => {
    expect(placeOnCard(grant({ approvedAt: PLANNED }), fresh)).toBe('ON_CARD');
    expect(placeOnCard(grant({ approvedAt: PLANNED + 1 }), fresh)).toBe('TO_WRITE');
  });

  it('is yet to be cleared where it was taken back after the card was written', () => {
    const revoked = (at: number, recordVersion: number) =>
      grant({ state: 'REVOKED', approvedAt: 1500, withdrawn: { at, recordVersion } });
    expect(placeOnCard(revoked(WRITTEN + 1, 4), written)).toBe('TO_TAKE_OFF');
    expect(placeOnCard(revoked(WRITTEN - 1, 3), written)).toBeUndefined();
    // Taken back and written within one second.
    expect(placeOnCard(revoked(WRITTEN, 3), written)).toBeUndefined();
  });

  it('is nowhere for what never reached the card, and for what is over', () => {
    const taken = { at: WRITTEN + 9, recordVersion: 5 };
    expect(
      placeOnCard(grant({ state: 'REVOKED', approvedAt: WRITTEN + 1, withdrawn: taken }), written),
    ).toBeUndefined();
    for (const state of ['PROPOSED', 'DECLINED', 'EXPIRED', 'EXHAUSTED'] as const) {
      expect(placeOnCard(grant({ state, approvedAt: 900 }), written)).toBeUndefined();
    }
  });
});
