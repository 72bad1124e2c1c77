import { describe, expect, it } from 'vitest';
import { statesOf } from '../../../../domain/lifecycles/index.ts';
import { stageOf, stepLine, WATCH_S } from './making-stage.ts';

const NOW = 1_780_000_000;
const aMaking = (state: string) => ({ state, tries: 0 });

describe('the stage of a card on its screen', () => {
  it('is a step of the line in every state that a card can be in', () => {
    for (const state of statesOf('PERSONALISATION')) {
      const { step, mode } = stageOf(aMaking(state), NOW);
      expect(stepLine(step).filter(({ name }) => name === step)).toHaveLength(1);
      expect(mode === 'gone').toBe(['QUARANTINED', 'SPOILED', 'LAPSED', 'RELEASED'].includes(state));
    }
  });

  it('is working while a run goes on, and too slow after the time that the screen watches', () => {
    const writing = { ...aMaking('WRITING'), run: { step: 'WRITE', startedAt: NOW } as const };
    expect(stageOf(writing, NOW + WATCH_S)).toEqual({ step: 'write', mode: 'running' });
    expect(stageOf(writing, NOW + WATCH_S + 1)).toEqual({ step: 'write', mode: 'slow' });
  });

  it('names the code of the run that ended last, before the one in the register', () => {
    const run = { step: 'WRITE', startedAt: NOW, endedAt: NOW, code: 'not-in-stock' } as const;
    const failed = { state: 'RESERVED', tries: 1, lastCode: 'CARD_REMOVED', run };
    expect(stageOf(failed, NOW)).toEqual({ step: 'read', mode: 'failed', code: 'not-in-stock' });
  });

  it('says that a card was left half-way where the service knows of no run', () => {
    expect(stageOf(aMaking('WRITING'), NOW)).toEqual({ step: 'write', mode: 'failed' });
  });

  it('has every step behind it when the card is active', () => {
    expect(stepLine('active').every(({ state }) => state === 'done')).toBe(true);
  });
});
