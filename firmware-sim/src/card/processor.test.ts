import { decodeResponse, PERMIT_AID, encodeCommand, selectApplication } from '@residence-permit/shared/apdu';
import { fromHex } from '@residence-permit/shared/bytes';
import { describe, expect, it } from 'vitest';
import { activeCells, testCard } from '../testing/test-card.ts';

describe('a malformed command gets its status word', () => {
  it.each([
    ['nothing', '', 0x6700],
    ['half a header', '00a404', 0x6700],
    ['a length past the end', '00a4040c0bf0', 0x6700],
    ['bytes past the end', '00b0820000ff', 0x6700],
    ['half an extended length', '00b082000001', 0x6700],
    ['more than the published size', `00d20000${'00'.repeat(2050)}`, 0x6700],
    ['an unknown instruction', '00fe0000', 0x6d00],
    ['an instruction of the other class', '80b0820000', 0x6e00],
    ['a class of nobody', 'ffa40400', 0x6e00],
    ['a reserved class', '20a40400', 0x6e00],
    ['a logical channel', '01a40400', 0x6881],
    ['protection without a channel', '0cb0820000', 0x6882],
    ['proprietary protection', '08b0820000', 0x6882],
    ['the personalisation class without a channel', '84f20000', 0x6982],
    ['parameters of nobody', '00220000', 0x6a86],
    ['another operation', '002a8086', 0x6a86],
    ['an unknown way to select', '00a40900', 0x6a86],
    ['another application', '00a4040c02f052', 0x6a82],
    ['a step without a run', '10860000027c0000', 0x6985],
    ['a chain that another command breaks', '10a4040c02f052', 0x9000],
  ])('%s', (_name, hex, sw) => {
    const { card } = testCard(activeCells());
    expect(decodeResponse(card.transmit(fromHex(hex))).sw).toBe(sw);
    if (sw === 0x9000) expect(decodeResponse(card.transmit(fromHex('0084000008'))).sw).toBe(0x6883);
    expect(decodeResponse(card.transmit(encodeCommand(selectApplication(PERMIT_AID)))).sw).toBe(0x9000);
  });

  it('and a command chained in short pieces is one command', () => {
    const { card } = testCard(activeCells());
    expect(decodeResponse(card.transmit(fromHex('10a4040c06f05245535045'))).sw).toBe(0x9000);
    expect(decodeResponse(card.transmit(fromHex('00a4040c05524d495401'))).sw).toBe(0x9000);
    const tooLong = fromHex(`10d20000ff${'00'.repeat(255)}`);
    const statuses = Array.from({ length: 17 }, () => decodeResponse(card.transmit(tooLong)).sw);
    expect(statuses.slice(0, 16).every((sw) => sw === 0x9000)).toBe(true);
    expect(statuses[16]).toBe(0x6700);
  });

  it('and a step of PACE breaks a chain off, so that nothing sent in the clear joins a command of the channel', () => {
    const { card } = testCard(activeCells());
    expect(decodeResponse(card.transmit(fromHex('102281b60183'))).sw).toBe(0x9000);
    expect(decodeResponse(card.transmit(fromHex('10860000027c0000'))).sw).toBe(0x6883);
    expect(decodeResponse(card.transmit(fromHex('10860000027c0000'))).sw).toBe(0x6985);
    expect(decodeResponse(card.transmit(fromHex('002281b60100'))).sw).toBe(0x6982);
  });

  it('and time is counted for each', () => {
    const { card } = testCard(activeCells());
    card.transmit(new Uint8Array(0));
    expect(card.meter.apdus).toBe(1);
    card.meter.reset();
    expect(card.meter).toMatchObject({ apdus: 0, bytes: 0, modelMs: 0 });
  });
});
