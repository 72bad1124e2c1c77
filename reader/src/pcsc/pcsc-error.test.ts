import { describe, expect, it } from 'vitest';
import { codeOfConnect, isServiceGone, judgeExchangeFault, makePcscError, PCSC, pcscReturnCode } from './pcsc-error.ts';

describe('errors of the PC/SC binding', () => {
  it('finds the return code in the text, where the binding puts it', () => {
    const cause = new Error('SCardTransmit error: Card was removed.(0x80100069)');
    expect(pcscReturnCode(cause)).toBe(PCSC.REMOVED_CARD);
    expect(pcscReturnCode(new Error('Card Reader not connected'))).toBeUndefined();
    expect(pcscReturnCode('no error at all')).toBeUndefined();
  });

  it('gives each fault of an exchange its code, and leaves open what may be a lifted card', () => {
    expect(judgeExchangeFault(PCSC.REMOVED_CARD)).toBe('CARD_REMOVED');
    expect(judgeExchangeFault(PCSC.NOT_TRANSACTED)).toBe('maybe-removed');
    expect(judgeExchangeFault(PCSC.RESET_CARD)).toBe('CARD_RESET');
    expect(judgeExchangeFault(PCSC.READER_UNAVAILABLE)).toBe('READER_REMOVED');
    expect(judgeExchangeFault(PCSC.SERVICE_STOPPED)).toBe('READER_SERVICE_DOWN');
    expect(judgeExchangeFault(PCSC.INSUFFICIENT_BUFFER)).toBe('CARD_ANSWER_BAD');
    expect(judgeExchangeFault(undefined)).toBe('READER_FAILED');
  });

  it('gives each connection that could not be made its code', () => {
    expect(codeOfConnect(PCSC.SHARING_VIOLATION)).toBe('READER_BUSY');
    expect(codeOfConnect(PCSC.PROTOCOL_MISMATCH)).toBe('CARD_PROTOCOL');
    expect(codeOfConnect(PCSC.UNPOWERED_CARD)).toBe('CARD_MUTE');
    expect(codeOfConnect(PCSC.NO_CARD)).toBe('CARD_ABSENT');
    expect(codeOfConnect(PCSC.UNKNOWN_READER)).toBe('READER_ABSENT');
    expect(codeOfConnect(PCSC.NO_SERVICE)).toBe('READER_SERVICE_DOWN');
    expect(codeOfConnect(0x8010002e)).toBe('READER_FAILED');
  });

  it('knows when the whole service is gone', () => {
    expect(isServiceGone(PCSC.SERVICE_STOPPED)).toBe(true);
    expect(isServiceGone(PCSC.NOT_TRANSACTED)).toBe(false);
    expect(isServiceGone(undefined)).toBe(false);
  });

  it('keeps the cause, and says in words what it can', () => {
    const cause = new Error('SCardConnect error: Sharing violation.(0x8010000b)');
    const error = makePcscError('READER_BUSY', cause, 'Desk 00');
    expect(error).toMatchObject({ code: 'READER_BUSY', cause });
    expect(error.message).toBe('READER_BUSY: "Desk 00", another program holds the card, PC/SC 8010000b');
  });
});
