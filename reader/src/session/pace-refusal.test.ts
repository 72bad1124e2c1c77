import { describe, expect, it } from 'vitest';
import { type PaceAttempt, type PaceStepName, requirePaceStep } from './pace-refusal.ts';

const CAN: PaceAttempt = { kind: 'can', resumed: false };
const PIN: PaceAttempt = { kind: 'pin', resumed: false };
const RESUMED: PaceAttempt = { kind: 'pin', resumed: true };
const answer = (sw: number) => ({ data: new Uint8Array(0), sw });

describe('what PACE makes of a status word', () => {
  it.each<[string, PaceStepName, number, PaceAttempt]>([
    ['success', 'exchange', 0x9000, CAN],
    ['two PIN tries left before the first', 'set-at', 0x63c2, PIN],
    ['the last PIN try, inside a channel of the card access number', 'set-at', 0x63c1, RESUMED],
    ['a count of tries with the card access number', 'set-at', 0x63c1, CAN],
  ])('goes on at %s', (_what, step, sw, attempt) => {
    expect(() => requirePaceStep(step, answer(sw), attempt)).not.toThrow();
  });

  it.each<[string, string, PaceStepName, number, PaceAttempt]>([
    ['PASSWORD_WRONG', 'a wrong token', 'tokens', 0x6300, CAN],
    ['PASSWORD_WRONG', 'a wrong token with tries left', 'tokens', 0x63c2, PIN],
    ['PASSWORD_SUSPENDED', 'the last PIN try', 'set-at', 0x63c1, PIN],
    ['PASSWORD_SUSPENDED', 'a suspended PIN', 'exchange', 0x6985, PIN],
    ['PASSWORD_BLOCKED', 'no tries left', 'set-at', 0x63c0, RESUMED],
    ['PASSWORD_BLOCKED', 'the last try lost', 'tokens', 0x63c0, PIN],
    ['PASSWORD_BLOCKED', 'a blocked password', 'exchange', 0x6983, PIN],
    ['PACE_FAILED', 'a template it does not take', 'set-at', 0x6a80, CAN],
    ['PACE_FAILED', 'anything else', 'exchange', 0x6f00, CAN],
  ])('says %s at %s', (code, _what, step, sw, attempt) => {
    expect(() => requirePaceStep(step, answer(sw), attempt)).toThrow(expect.objectContaining({ code, sw }));
  });
});
