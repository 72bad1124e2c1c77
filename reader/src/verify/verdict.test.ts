import { ANSWER_IDS, type AnswerId } from '@residence-permit/shared/purposes';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, type Answers, no, unknown, YES } from './answer.ts';
import { decideVerdict, listReasons } from './verdict.ts';

const answer: fc.Arbitrary<Answer> = fc.constantFrom<Answer>(
  YES,
  no('CARD_REVOKED'),
  no('NO_GRANT'),
  unknown('STATUS_STALE'),
  unknown('NOT_ASKED'),
);
const answers: fc.Arbitrary<Answers> = fc.record({
  authentic: answer,
  current: answer,
  inFunction: answer,
  chipGenuine: answer,
  entitled: answer,
});
const asks: fc.Arbitrary<readonly AnswerId[]> = fc.subarray([...ANSWER_IDS], { minLength: 1 });
const removed = { code: 'CARD_REMOVED', cause: undefined } as const;

describe('decideVerdict', () => {
  it('accepts only when every answer that counts is yes and nothing interrupted the tap', () => {
    fc.assert(
      fc.property(answers, asks, fc.constantFrom(undefined, removed), (given, counted, interruption) => {
        const verdict = decideVerdict({ answers: given, asks: counted, interruption });
        const every = counted.every((id) => given[id].answer === 'yes');
        expect(verdict === 'accepted').toBe(every && interruption === undefined);
      }),
    );
  });

  it('rejects exactly when an answer that counts is no, and an interruption does not change that', () => {
    fc.assert(
      fc.property(answers, asks, fc.constantFrom(undefined, removed), (given, counted, interruption) => {
        const verdict = decideVerdict({ answers: given, asks: counted, interruption });
        expect(verdict === 'rejected').toBe(counted.some((id) => given[id].answer === 'no'));
      }),
    );
  });

  it('never accepts a tap that asks nothing', () => {
    const all: Answers = { authentic: YES, current: YES, inFunction: YES, chipGenuine: YES, entitled: YES };
    expect(decideVerdict({ answers: all, asks: [], interruption: undefined })).toBe('undecided');
  });
});

describe('listReasons', () => {
  it('names each code once, what is refused before what is unknown', () => {
    const given: Answers = {
      authentic: YES,
      current: unknown('STATUS_STALE'),
      inFunction: no('ENDORSEMENT_LAPSED'),
      chipGenuine: YES,
      entitled: no('ENDORSEMENT_LAPSED'),
    };
    expect(listReasons(given, removed)).toEqual(['ENDORSEMENT_LAPSED', 'STATUS_STALE', 'CARD_REMOVED']);
  });
});
