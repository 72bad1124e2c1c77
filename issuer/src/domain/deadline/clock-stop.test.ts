import { describe, expect, test } from 'vitest';
import { findClockStop } from './index.ts';

type Walk = readonly string[];
const movesOf = (states: Walk) =>
  states.map((to, at) => ({ to, at, ...(at === 0 ? {} : { from: states[at - 1] ?? '' }) }));
const MADE: Walk = ['DRAFT', 'SUBMITTED', 'ACCEPTED', 'IN_REVIEW', 'APPROVED', 'IN_PRODUCTION', 'QUALITY_CHECK'];

describe('the clock of a case', () => {
  test.each([
    ['nobody accepted', ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED', 'LAPSED']],
    ['is being made', MADE],
    ['is made again', [...MADE, 'READY', 'IN_PRODUCTION']],
    ['an appeal sent back to review', ['SUBMITTED', 'ACCEPTED', 'IN_REVIEW', 'REFUSED', 'IN_REVIEW']],
  ] as const)('has not stopped where one %s', (_, states) => {
    expect(findClockStop(movesOf(states))).toBeUndefined();
  });

  test.each([
    ['the card is ready', [...MADE, 'READY'], 'READY', 7],
    ['the card was handed over since', [...MADE, 'READY', 'DELIVERED', 'CLOSED'], 'READY', 7],
    ['the card came back since', [...MADE, 'READY', 'DELIVERED', 'READY'], 'READY', 7],
    ['another card was made', [...MADE, 'READY', 'IN_PRODUCTION', 'QUALITY_CHECK', 'READY'], 'READY', 10],
    ['it is refused', ['SUBMITTED', 'ACCEPTED', 'IN_REVIEW', 'REFUSED', 'CLOSED'], 'REFUSED', 3],
    ['no card is needed', ['SUBMITTED', 'ACCEPTED', 'IN_REVIEW', 'APPROVED', 'CLOSED'], 'CLOSED', 4],
    ['it is withdrawn', ['SUBMITTED', 'ACCEPTED', 'WITHDRAWN'], 'WITHDRAWN', 2],
  ] as const)('stopped when %s', (_, states, to, at) => {
    expect(findClockStop(movesOf(states))).toMatchObject({ to, at });
  });
});
