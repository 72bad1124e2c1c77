import {
  type CommandApdu,
  encodeCommand,
  generalAuthenticate,
  mseSetAtChipAuth,
  mseSetAtPace,
  mseSetAtTerminalAuth,
  setLifeCycle,
  setPin,
  writeRecord,
} from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { encodeChipAuthCommand, OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import { encodeWriteRecordData } from '@residence-permit/shared/records';
import { derivePublic, PACE_OIDS } from '@residence-permit/shared/pace';
import { OID_TA_ECDSA_SHA_256 } from '@residence-permit/shared/terminal-auth';
import { encodeTlv } from '@residence-permit/shared/tlv';
import { describe, expect, it } from 'vitest';
import type { ChipCells } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import {
  allRights,
  CLINIC_TERMINAL,
  CVCA,
  NON_OFFICIAL_DV,
  OFFICE_TERMINAL,
  OFFICIAL_DV,
} from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PERMIT_REF, TEST_PIN, testCard } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const CLINIC = { cvca: CVCA.reference, dv: NON_OFFICIAL_DV, terminal: CLINIC_TERMINAL };
const CURVES = ['P-256', 'brainpoolP256r1'] as const;
const GROUPS = [1, 2, 3, 9, 12] as const;
/** What the rights of the clinic open of these, and what a template alone opens. */
const CLINIC_OPENS = [0x9000, 0x9000, 0x9000, 0x6982, 0x9000];
const NOTHING_OPENS = [0x9000, 0x6982, 0x6982, 0x6982, 0x9000];

function opened(cells: ChipCells = activeCells()) {
  const chip = testCard(cells);
  const staticKey = chip.cells().deviceKey?.publicPoint ?? new Uint8Array();
  /** A session of generic mapping in which a template was asked for. */
  const tap = (curve: (typeof CURVES)[number] = 'P-256', seed = 'terminal'): TestTerminal => {
    chip.card.reset();
    const terminal = new TestTerminal(chip.card, seededRandom(seed));
    const template = allRights('terminal');
    expect(terminal.pace({ password: CAN, mapping: 'gm', curve, template }).sw).toBe(0x9000);
    expect(terminal.select()).toBe(0x9000);
    return terminal;
  };
  return { ...chip, staticKey, tap };
}

const opens = (terminal: TestTerminal): readonly number[] => GROUPS.map((sfi) => terminal.read(sfi).sw);
const chipAuthWith = (point: Uint8Array): CommandApdu => generalAuthenticate(encodeChipAuthCommand(point), 'last');
const setAt = mseSetAtChipAuth(OID_CA_ECDH_AES_128);

describe.each(CURVES)('chip authentication after PACE over %s', (curve) => {
  it('proves the device key and gives the rights of the template, which terminal authentication alone does not', () => {
    const { tap, staticKey, cells } = opened();
    const terminal = tap(curve);
    expect(opens(terminal)).toEqual(NOTHING_OPENS);
    expect(terminal.authenticate(CLINIC)).toBe(0x9000);
    expect(opens(terminal)).toEqual(NOTHING_OPENS);
    expect(cells().accessLog).toEqual([]);
    expect(terminal.authenticateChip(staticKey)).toEqual({ sw: 0x9000, tokenMatches: true });
    expect(opens(terminal)).toEqual(CLINIC_OPENS);
    expect(cells().accessLog.map(({ terminal: name }) => name)).toEqual([CLINIC_TERMINAL.reference]);
  });

  it('shows a copy: its token is not the one that the key of the record gives', () => {
    const { tap } = opened();
    const terminal = tap(curve);
    terminal.authenticate(CLINIC);
    const other = derivePublic('P-256', new Uint8Array(32).fill(9));
    expect(terminal.authenticateChip(other)).toEqual({ sw: 0x9000, tokenMatches: false });
  });
});

describe('chip authentication', () => {
  it('draws a nonce, so that two runs share nothing', () => {
    const { tap, staticKey } = opened();
    const keysOf = (): string => {
      const terminal = tap('P-256', 'the same terminal twice');
      terminal.authenticate(CLINIC);
      terminal.authenticateChip(staticKey);
      return terminal.sessionKeys.enc.join();
    };
    expect(keysOf()).not.toBe(keysOf());
  });

  it('answers under the old keys and goes on under the new ones from counter 0', () => {
    const { tap, staticKey } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    const before = terminal.sessionKeys;
    expect(terminal.authenticateChip(staticKey).tokenMatches).toBe(true);
    expect(terminal.sessionKeys).not.toEqual(before);
    expect(opens(terminal)).toEqual(CLINIC_OPENS);
  });

  it('keeps to its order: terminal authentication, setting, key', () => {
    const { tap, staticKey } = opened();
    const terminal = tap();
    const point = derivePublic('P-256', new Uint8Array(32).fill(1));
    expect([terminal.send(setAt).sw, terminal.send(chipAuthWith(point)).sw]).toEqual([0x6985, 0x6985]);
    expect(terminal.present(CVCA.reference, NON_OFFICIAL_DV.certificate)).toBe(0x9000);
    expect(terminal.send(setAt).sw).toBe(0x6985);
    expect(terminal.present(NON_OFFICIAL_DV.reference, CLINIC_TERMINAL.certificate)).toBe(0x9000);
    expect(terminal.prove(CLINIC_TERMINAL)).toBe(0x9000);
    expect(terminal.send(chipAuthWith(terminal.committedKey)).sw).toBe(0x6985);
    expect(terminal.authenticateChip(staticKey).tokenMatches).toBe(true);
  });

  it('runs once: a second run, and terminal authentication after it, get 6985', () => {
    const { tap, staticKey } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    terminal.authenticateChip(staticKey);
    expect(terminal.authenticateChip(staticKey)).toEqual({ sw: 0x6985, tokenMatches: false });
    expect(terminal.authenticate(CLINIC)).toBe(0x6985);
    expect(opens(terminal)).toEqual(CLINIC_OPENS);
  });

  it('takes no other key than the one committed to, and gives nothing then', () => {
    const { tap, staticKey } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    expect(terminal.send(setAt).sw).toBe(0x9000);
    const swapped = derivePublic('P-256', new Uint8Array(32).fill(1));
    expect(terminal.send(chipAuthWith(swapped)).sw).toBe(0x6300);
    expect(terminal.authenticateChip(staticKey).sw).toBe(0x6985);
    expect(opens(terminal)).toEqual(NOTHING_OPENS);
    expect(terminal.authenticate(CLINIC)).toBe(0x9000);
    expect(terminal.authenticateChip(staticKey).tokenMatches).toBe(true);
  });

  it.each([
    [
      'a point with the right x that is not on the curve',
      (key: Uint8Array) => key.with(64, (key[64] ?? 0) ^ 1),
      0x6a80,
    ],
    ['a compressed point', (key: Uint8Array) => key.with(0, 2), 0x6a80],
    ['a point cut short', (key: Uint8Array) => key.subarray(0, 64), 0x6a80],
    ['a point of another curve', () => derivePublic('brainpoolP256r1', new Uint8Array(32).fill(1)), 0x6300],
  ])('refuses %s, and the channel lives', (_name, change, sw) => {
    const { tap } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    terminal.send(setAt);
    expect(terminal.send(chipAuthWith(change(terminal.committedKey)))).toEqual({ data: new Uint8Array(), sw });
    expect(opens(terminal)).toEqual(NOTHING_OPENS);
  });

  it('ends for good with a plain command between its steps or after it', () => {
    const { tap, staticKey, card } = opened();
    const plain = (terminal: TestTerminal): void => void terminal.raw(encodeCommand(setAt));
    const between = tap();
    between.authenticate(CLINIC);
    between.send(setAt);
    plain(between);
    expect(card.transmit(encodeCommand(chipAuthWith(between.committedKey)))).toEqual(Uint8Array.of(0x69, 0x85));
    const after = tap();
    after.authenticate(CLINIC);
    after.authenticateChip(staticKey);
    plain(after);
    expect(after.read(2).sw).toBe(0x6882);
  });

  it.each([
    ['another protocol', { ...setAt, data: encodeTlv(0x80, PACE_OIDS.gm) }, 0x6a80],
    ['no protocol', { ...setAt, data: new Uint8Array() }, 0x6a80],
    ['a named key', { ...setAt, data: concatBytes(setAt.data, encodeTlv(0x84, Uint8Array.of(1))) }, 0x6a88],
  ])('refuses a setting with %s', (_name, command, sw) => {
    const { tap } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    expect(terminal.send(command).sw).toBe(sw);
    expect(terminal.send(chipAuthWith(terminal.committedKey)).sw).toBe(0x6985);
  });

  it('is not there after chip-authentication mapping, nor without a template', () => {
    const { card } = opened();
    const cam = new TestTerminal(card, seededRandom('cam'));
    cam.pace({ password: CAN, template: allRights('terminal') });
    expect([cam.authenticate(CLINIC), cam.send(setAt).sw]).toEqual([0x9000, 0x6985]);
    card.reset();
    const plain = new TestTerminal(card, seededRandom('plain'));
    plain.pace({ password: CAN, mapping: 'gm' });
    expect([plain.send(setAt).sw, plain.authenticate(CLINIC)]).toEqual([0x6985, 0x6982]);
  });

  it('gives the rights of a template to the PIN too, and never the union', () => {
    const { card, staticKey } = opened();
    const terminal = new TestTerminal(card, seededRandom('pin'));
    terminal.pace({ password: { kind: 'pin', value: TEST_PIN }, mapping: 'gm', template: allRights('terminal') });
    terminal.select();
    terminal.authenticate(CLINIC);
    expect(terminal.authenticateChip(staticKey).tokenMatches).toBe(true);
    expect(opens(terminal)).toEqual(CLINIC_OPENS);
  });

  it('is given up by a new setting of PACE, and the terminal stays without rights', () => {
    const { tap } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    expect(terminal.send(mseSetAtPace({ oid: PACE_OIDS.gm, password: 'pin', parameterId: 12 })).sw).toBe(0x6985);
    expect([terminal.send(setAt).sw, ...opens(terminal)]).toEqual([0x6985, ...NOTHING_OPENS]);
  });

  it('comes before every other right too: writing, counting, the PIN, the end of the card', () => {
    const { card, staticKey } = opened();
    const terminal = new TestTerminal(card, seededRandom('office'));
    terminal.pace({ password: CAN, mapping: 'gm', template: allRights('terminal') });
    terminal.select();
    const envelope = { dataGroup: 18, grantor: 'health', version: 1, binding: TEST_PERMIT_REF, counted: [] } as const;
    const commands = [
      writeRecord(encodeWriteRecordData({ ...envelope, signedBytes: new Uint8Array(8) })),
      setLifeCycle('terminated'),
    ];
    const statuses = (): readonly number[] => commands.map((command) => terminal.send(command).sw);
    expect(terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL })).toBe(0x9000);
    expect([...statuses(), terminal.send(setPin('111111')).sw]).toEqual([0x6982, 0x6982, 0x6982]);
    expect(terminal.authenticateChip(staticKey).tokenMatches).toBe(true);
    expect(statuses()).toEqual([0x9000, 0x9000]);
  });

  it('wants a commitment in terminal authentication: a compressed key of 32 bytes', () => {
    const { tap } = opened();
    const terminal = tap();
    terminal.present(CVCA.reference, NON_OFFICIAL_DV.certificate);
    terminal.present(NON_OFFICIAL_DV.reference, CLINIC_TERMINAL.certificate);
    const { reference } = CLINIC_TERMINAL;
    const set = (ephemeral?: Uint8Array): number => {
      const commitment = ephemeral === undefined ? {} : { ephemeral };
      return terminal.send(mseSetAtTerminalAuth({ oid: OID_TA_ECDSA_SHA_256, reference, ...commitment })).sw;
    };
    expect([set(), set(new Uint8Array(31)), set(new Uint8Array(65)), set(new Uint8Array(32))]).toEqual([
      0x6a80, 0x6a80, 0x6a80, 0x9000,
    ]);
  });

  it('costs one agreement, the keys and a new channel', () => {
    const { tap, staticKey, card } = opened();
    const terminal = tap();
    terminal.authenticate(CLINIC);
    card.meter.reset();
    terminal.authenticateChip(staticKey);
    expect(card.meter.apdus).toBe(2);
    // JCAlgTest J3R180: agreement 28.04, four AES keys 24.36, and the small change of two protected commands.
    expect(card.meter.modelMs).toBeGreaterThan(60);
    expect(card.meter.modelMs).toBeLessThan(100);
  });
});
