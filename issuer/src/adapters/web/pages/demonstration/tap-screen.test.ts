import { expect, it } from 'vitest';
import { type TapScreen, tapScreenOf } from './tap-screen.ts';

const YES = { answer: 'yes' } as const;
const NO = { answer: 'no' } as const;
const GOOD = { authentic: YES, current: YES, inFunction: YES, chipGenuine: YES, entitled: YES };

it.each<readonly [TapScreen, string, Parameters<typeof tapScreenOf>[0]]>([
  ['pass', 'everything is in order', { verdict: 'accepted', answers: GOOD }],
  ['not-covered', 'only the grant is missing', { verdict: 'rejected', answers: { ...GOOD, entitled: NO } }],
  ['renew', 'the endorsement has lapsed', { verdict: 'rejected', answers: { ...GOOD, inFunction: NO, entitled: NO } }],
  ['card-problem', 'the card is on a list', { verdict: 'rejected', answers: { ...GOOD, current: NO, inFunction: NO } }],
  ['card-problem', 'the chip is another one', { verdict: 'rejected', answers: { ...GOOD, chipGenuine: NO } }],
  [
    'card-problem',
    'no signer of the authority signed it',
    { verdict: 'rejected', answers: { ...GOOD, authentic: NO } },
  ],
  [
    'cannot-decide',
    'a list is too old',
    { verdict: 'undecided', answers: { ...GOOD, current: { answer: 'unknown', code: 'STATUS_STALE' } } },
  ],
])('shows %s when %s', (screen, _when, tap) => {
  expect(tapScreenOf(tap)).toBe(screen);
});
