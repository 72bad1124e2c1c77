import { fromHex } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { describe, expect, it } from 'vitest';
import { LoggedTransport, MAX_LOGGED_APDUS } from './apdu-log.ts';

/** A clock that goes on by so many milliseconds each time it is read. */
function steppingClock(stepMs: number): { nowMs(): number } {
  let now = 0;
  return { nowMs: () => (now += stepMs) };
}

describe('the log of a transport', () => {
  it('keeps name, lengths, status word and times in microseconds, and passes everything on', async () => {
    const inner = { transmit: async () => fromHex('cafe6282') };
    const logged = new LoggedTransport(inner, steppingClock(1.5));
    expect(await logged.transmit(fromHex('00b09c0000'))).toEqual(fromHex('cafe6282'));
    expect(logged.entries).toEqual([
      {
        phase: 'select',
        name: 'READ BINARY EF.CardAccess',
        secured: false,
        startUs: 1_500,
        durationUs: 1_500,
        sentBytes: 5,
        receivedBytes: 4,
        sw: 0x6282,
      },
    ]);
  });

  it('keeps the code of what came instead of an answer, and throws it on', async () => {
    const cause = new CardError('CARD_REMOVED', { detail: 'words that are not for a log' });
    const logged = new LoggedTransport({ transmit: () => Promise.reject(cause) }, steppingClock(1));
    await expect(logged.transmit(fromHex('0cb08200'))).rejects.toBe(cause);
    expect(logged.entries).toMatchObject([{ name: 'READ BINARY DG2', receivedBytes: 0, code: 'CARD_REMOVED' }]);
    expect(JSON.stringify(logged.entries)).not.toContain('words');
  });

  it('has no status word for an answer that is too short to have one', async () => {
    const logged = new LoggedTransport({ transmit: async () => Uint8Array.of(0x90) }, steppingClock(1));
    await logged.transmit(fromHex('0cb08200'));
    expect(logged.entries).toMatchObject([{ receivedBytes: 1 }]);
    expect(logged.entries[0]).not.toHaveProperty('sw');
  });

  it('stops at its bound and lets the exchange go on', async () => {
    const logged = new LoggedTransport({ transmit: async () => fromHex('9000') }, steppingClock(1));
    for (let count = 0; count < MAX_LOGGED_APDUS + 2; count += 1) await logged.transmit(fromHex('00b09c00'));
    expect(logged.entries).toHaveLength(MAX_LOGGED_APDUS);
  });
});
