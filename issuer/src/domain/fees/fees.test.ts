import { assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APPLICATION_KINDS, DEFAULT_POLICY } from '../policy/index.ts';
import { decidePayment, feeOf } from './index.ts';

const { fees } = DEFAULT_POLICY;

describe('the fee of a case', () => {
  test.each([
    ['FIRST', 0],
    ['EXCHANGE_DAMAGED', 1500],
    ['REISSUE_LOST', 1500],
    ['CHANGE_DATA', 0],
    ['ENDORSE', 0],
    ['CANCEL', 0],
    ['CORRECT_ERROR', 0],
  ] as const)('%s: %i fen, with the clause', (kind, amountFen) => {
    expect(feeOf(kind, { cause: 'ORDINARY', fees })).toEqual({ amountFen, clause: fees[kind].clause });
  });

  test('is waived for the authority’s own error, and says what was waived', () => {
    expect(feeOf('EXCHANGE_DAMAGED', { cause: 'AUTHORITY_ERROR', fees })).toEqual({
      amountFen: 0,
      clause: 'Decree 663 art. 21: cost of the card',
      waived: { amountFen: 1500, ground: 'AUTHORITY_ERROR' },
    });
    expect(feeOf('FIRST', { cause: 'AUTHORITY_ERROR', fees }).waived).toBeUndefined();
  });

  test('is never more than the table says, and nothing for an error of the authority', () => {
    const causes = constantFrom('ORDINARY', 'AUTHORITY_ERROR');
    assert(
      property(constantFrom(...APPLICATION_KINDS), causes, (kind, cause) => {
        const fee = feeOf(kind, { cause, fees });
        const due = cause === 'ORDINARY' ? fees[kind].amountFen : 0;
        return fee.amountFen === due && fee.amountFen + (fee.waived?.amountFen ?? 0) === fees[kind].amountFen;
      }),
    );
  });
});

describe('a payment', () => {
  const fee = feeOf('REISSUE_LOST', { cause: 'ORDINARY', fees });

  test('settles the exact amount once', () => {
    expect(decidePayment(fee, { amountFen: 1500, paidBefore: false })).toEqual({
      ok: true,
      value: { amountFen: 1500 },
    });
    expect(decidePayment(fee, { amountFen: 1500, paidBefore: true })).toMatchObject({ refusal: 'already-paid' });
    for (const amountFen of [1499, 1501, 0]) {
      expect(decidePayment(fee, { amountFen, paidBefore: false })).toMatchObject({ refusal: 'amount-differs' });
    }
    const free = feeOf('FIRST', { cause: 'ORDINARY', fees });
    expect(decidePayment(free, { amountFen: 0, paidBefore: false })).toMatchObject({ refusal: 'nothing-due' });
  });
});
