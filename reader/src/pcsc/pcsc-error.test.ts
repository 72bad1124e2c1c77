import { describe, expect, it } from 'vitest';
import { isServiceGone, judgeExchangeFault, makePcscError, PCSC, pcscReturnCode } from './pcsc-error.ts';

describe('errors of the PC/SC binding', () => {
  it('finds the return code in the text, where the binding puts it', () => {
    const cause = new Error('SCardTransmit error: Card was removed.(0x80100069)');
    expect(pcscReturnCode(cause)).toBe(PCSC.REMOVED_CARD);
    expect(pcscReturnCode(new Error('Card Reader not connected'))).toBeUndefined();
    expect(pcscReturnCode('no error at all')).toBeUndefined();
  });

  it('tells a removed card from a fault of the reader, and leaves open what may be either', () => {
    expect(judgeExchangeFault(PCSC.REMOVED_CARD)).toBe('removed');
    expect(judgeExchangeFault(PCSC.NOT_TRANSACTED)).toBe('maybe-removed');
    expect(judgeExchangeFault(PCSC.RESET_CARD)).toBe('reader-fault');
    expect(judgeExchangeFault(undefined)).toBe('reader-fault');
  });

  it('knows when the whole service is gone', () => {
    expect(isServiceGone(PCSC.SERVICE_STOPPED)).toBe(true);
    expect(isServiceGone(PCSC.NOT_TRANSACTED)).toBe(false);
    expect(isServiceGone(undefined)).toBe(false);
  });

  it('keeps the cause, and says in words what it can', () => {
    const cause = new Error('SCardConnect error: Sharing violation.(0x8010000b)');
    const error = makePcscError('READER_FAILED', cause);
    expect(error).toMatchObject({ code: 'READER_FAILED', cause });
    expect(error.message).toBe('READER_FAILED: another program holds the card, PC/SC 8010000b');
  });
});
