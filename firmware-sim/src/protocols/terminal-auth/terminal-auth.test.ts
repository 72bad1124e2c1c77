import { getChallenge, mseSetAtTerminalAuth, mseSetDst, readBinary, NE_SHORT_MAX } from '@residence-permit/shared/apdu';
import { parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { encodeTemplate, OID_TA_ECDSA_SHA_256 } from '@residence-permit/shared/terminal-auth';
import { describe, expect, it } from 'vitest';
import type { ChipCells } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import {
  allRights,
  type CertifiedKey,
  certify,
  CLINIC_RIGHTS,
  CLINIC_TERMINAL,
  CVCA,
  NON_OFFICIAL_DV,
  OFFICE_TERMINAL,
  OFFICIAL_DV,
} from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PIN, testCard } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const PIN = { kind: 'pin', value: TEST_PIN } as const;
const CLINIC = { cvca: CVCA.reference, dv: NON_OFFICIAL_DV, terminal: CLINIC_TERMINAL };
const OFFICE = { cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL };
const day = (text: string): number => toEpochDays(parsePlainDate(text));

function opened(cells: ChipCells = activeCells(), password: typeof CAN | typeof PIN = CAN) {
  const chip = testCard(cells);
  const tap = (template = allRights('terminal')): TestTerminal => {
    chip.card.reset();
    const terminal = new TestTerminal(chip.card, seededRandom('terminal'));
    expect(terminal.pace({ password, template }).sw).toBe(0x9000);
    return terminal;
  };
  return { ...chip, tap };
}

describe('terminal authentication', () => {
  it('gives the rights that certificate chain and request share', () => {
    const { tap } = opened();
    const terminal = tap({ ...allRights('terminal'), read: [2, 9] });
    expect([terminal.authenticate(CLINIC), terminal.select()]).toEqual([0x9000, 0x9000]);
    expect([1, 2, 3, 9, 12].map((sfi) => terminal.read(sfi).sw)).toEqual([0x9000, 0x9000, 0x6982, 0x6982, 0x9000]);
  });

  it.each([
    ['CVCA', [2], allRights('dv-non-official').read],
    ['DV', allRights('cvca').read, [2]],
  ])('gives no right that the certificate of the %s lacks', (_name, ofCvca, ofDv) => {
    const template = { ...allRights('dv-non-official'), read: ofDv };
    const dv = certify(CVCA, { reference: 'XTNARROWDV00001', template });
    const clinic = certify(dv, { reference: 'XTCLINICT000004', template: CLINIC_RIGHTS });
    const trustPoints = activeCells().trustPoints.map((each) => ({
      ...each,
      template: { ...each.template, read: ofCvca },
    }));
    const terminal = opened(activeCells({ trustPoints })).tap();
    expect([terminal.authenticate({ ...CLINIC, dv, terminal: clinic }), terminal.select()]).toEqual([0x9000, 0x9000]);
    expect([1, 2, 3, 17, 18].map((sfi) => terminal.read(sfi).sw)).toEqual([0x9000, 0x9000, 0x6982, 0x6982, 0x6982]);
  });

  it('remembers one DV certificate, so that the next terminal sends its own alone', () => {
    const { tap, cells } = opened();
    expect(tap().send(mseSetDst(NON_OFFICIAL_DV.reference)).sw).toBe(0x6a88);
    expect(tap().authenticate(CLINIC)).toBe(0x9000);
    const known = tap();
    expect(known.present(NON_OFFICIAL_DV.reference, CLINIC_TERMINAL.certificate)).toBe(0x9000);
    expect(known.prove(CLINIC_TERMINAL)).toBe(0x9000);
    expect(tap().authenticate(OFFICE)).toBe(0x9000);
    expect(cells().rememberedDv?.reference).toBe(OFFICIAL_DV.reference);
    expect(tap().send(mseSetDst(NON_OFFICIAL_DV.reference)).sw).toBe(0x6a88);
  });

  it('checks the expiry of the remembered DV at each use, and its trust point', () => {
    const { tap, cells } = opened();
    expect(tap().authenticate(CLINIC)).toBe(0x9000);
    const later = opened({ ...cells(), chipDate: day('2026-12-11') });
    expect(later.tap().send(mseSetDst(NON_OFFICIAL_DV.reference)).sw).toBe(0x6a88);
    const trustPoints = cells().trustPoints.map((each) => ({ ...each, expiry: cells().chipDate - 1 }));
    const outlived = opened({ ...cells(), trustPoints });
    expect(outlived.tap().send(mseSetDst(NON_OFFICIAL_DV.reference)).sw).toBe(0x6a88);
    const orphan = opened({ ...cells(), trustPoints: [] });
    expect(orphan.tap().send(mseSetDst(NON_OFFICIAL_DV.reference)).sw).toBe(0x6a88);
  });

  it('needs "CAN allowed" all along the chain for the card number, and not for the PIN', () => {
    const withoutCan = certify(NON_OFFICIAL_DV, {
      reference: 'XTCLINICT000002',
      template: { ...CLINIC_RIGHTS, canAllowed: false },
    });
    const chain = { ...CLINIC, terminal: withoutCan };
    const byCan = opened().tap();
    expect([byCan.authenticate(chain), byCan.select(), byCan.read(2).sw]).toEqual([0x6982, 0x9000, 0x6982]);
    expect(opened(activeCells(), PIN).tap().authenticate(chain)).toBe(0x9000);
    expect(
      opened()
        .tap({ ...allRights('terminal'), canAllowed: false })
        .authenticate(CLINIC),
    ).toBe(0x6982);
  });

  it('refuses a signature by another key, and uses a challenge once', () => {
    const { tap } = opened();
    const terminal = tap();
    terminal.present(CVCA.reference, NON_OFFICIAL_DV.certificate);
    terminal.present(NON_OFFICIAL_DV.reference, CLINIC_TERMINAL.certificate);
    expect(terminal.prove({ reference: CLINIC_TERMINAL.reference, secret: OFFICE_TERMINAL.secret })).toBe(0x6300);
    const signature = { cla: 0, ins: 0x82, p1: 0, p2: 0, data: new Uint8Array(64), ne: 0 };
    expect(terminal.send(signature).sw).toBe(0x6985);
    expect(terminal.prove(CLINIC_TERMINAL)).toBe(0x9000);
    expect(terminal.prove(CLINIC_TERMINAL)).toBe(0x6985);
  });

  it('has an order: key, certificate, setting, challenge, proof', () => {
    const { tap } = opened();
    const terminal = tap();
    const set = mseSetAtTerminalAuth({ oid: OID_TA_ECDSA_SHA_256, reference: CLINIC_TERMINAL.reference });
    expect([terminal.send(set).sw, terminal.send(getChallenge()).sw]).toEqual([0x6a88, 0x6985]);
    expect(terminal.send(mseSetDst('XTNOBODYXX00001')).sw).toBe(0x6a88);
    expect(terminal.present('XTNOBODYXX00001', CLINIC_TERMINAL.certificate)).toBe(0x6a88);
  });

  it('is refused outside PACE with a template', () => {
    const chip = testCard(activeCells());
    const terminal = new TestTerminal(chip.card, seededRandom('none'));
    expect(terminal.send(mseSetDst(CVCA.reference)).sw).toBe(0x6982);
    terminal.pace({ password: CAN });
    expect(terminal.send(mseSetDst(CVCA.reference)).sw).toBe(0x6982);
  });

  it('takes the ephemeral key in 91 only where it is its own', () => {
    const terminal = opened().tap();
    terminal.present(CVCA.reference, NON_OFFICIAL_DV.certificate);
    terminal.present(NON_OFFICIAL_DV.reference, CLINIC_TERMINAL.certificate);
    const wrong = { oid: OID_TA_ECDSA_SHA_256, reference: CLINIC_TERMINAL.reference, ephemeral: new Uint8Array(32) };
    expect(terminal.send(mseSetAtTerminalAuth(wrong)).sw).toBe(0x6a80);
  });

  it('keeps one log line for each proof, with what was granted', () => {
    const old = Array.from({ length: 63 }, (_, at) => ({ terminal: `old ${at}`, day: at, rights: new Uint8Array(5) }));
    const { tap, cells } = opened(activeCells({ accessLog: old }));
    for (let run = 0; run < 3; run += 1) expect(tap(CLINIC_RIGHTS).authenticate(CLINIC)).toBe(0x9000);
    const { accessLog } = cells();
    expect(accessLog).toHaveLength(64);
    expect(accessLog[0]?.terminal).toBe('old 2');
    expect(accessLog.at(-1)).toEqual({
      terminal: CLINIC_TERMINAL.reference,
      day: day('2026-11-01'),
      rights: encodeTemplate(CLINIC_RIGHTS),
    });
  });
});

describe('a certificate', () => {
  const chainOf = (dv: CertifiedKey, terminal: CertifiedKey) => ({ cvca: CVCA.reference, dv, terminal });

  it.each([
    [
      'a terminal signed by the CVCA itself',
      () => chainOf(certify(CVCA, { reference: 'XTROGUET000001', template: allRights('terminal') }), CLINIC_TERMINAL),
      0x6300,
    ],
    [
      'a DV signed by a DV',
      () =>
        chainOf(
          NON_OFFICIAL_DV,
          certify(NON_OFFICIAL_DV, { reference: 'XTROGUEDV00001', template: allRights('dv-official') }),
        ),
      0x6300,
    ],
    [
      'a CVCA signed by a DV',
      () =>
        chainOf(
          NON_OFFICIAL_DV,
          certify(NON_OFFICIAL_DV, { reference: 'XTROGUECA00001', template: allRights('cvca') }),
        ),
      0x6300,
    ],
    [
      'a terminal under an unknown authority',
      () =>
        chainOf(
          certify(
            { ...OFFICIAL_DV, reference: CVCA.reference },
            { reference: 'XTFALSEDV00001', template: allRights('dv-official') },
          ),
          CLINIC_TERMINAL,
        ),
      0x6300,
    ],
    [
      'an expired DV',
      () =>
        chainOf(
          certify(CVCA, {
            reference: 'XTOLDDVXX00001',
            template: allRights('dv-official'),
            effective: '2026-08-01',
            expiry: '2026-09-30',
          }),
          CLINIC_TERMINAL,
        ),
      0x6300,
    ],
    [
      'an expired terminal',
      () =>
        chainOf(
          NON_OFFICIAL_DV,
          certify(NON_OFFICIAL_DV, {
            reference: 'XTOLDTERM00001',
            template: CLINIC_RIGHTS,
            effective: '2026-10-01',
            expiry: '2026-10-31',
          }),
        ),
      0x6300,
    ],
  ] as const)('that is %s is refused', (_name, chain, sw) => {
    expect(opened().tap().authenticate(chain())).toBe(sw);
  });

  it('that names another authority is refused under the right key', () => {
    const dv = certify(
      { ...CVCA, reference: 'XTOTHERCA000001' },
      { reference: 'XTOTHERDVX00001', template: allRights('dv-official') },
    );
    expect(opened().tap().present(CVCA.reference, dv.certificate)).toBe(0x6300);
  });

  it('that is malformed gets 6A80 and changes nothing', () => {
    const { tap, cells } = opened();
    const terminal = tap();
    const before = cells();
    terminal.send(mseSetDst(CVCA.reference));
    for (const data of [new Uint8Array(0), Uint8Array.of(0x7f, 0x4e, 0x00), new Uint8Array(300)]) {
      expect(terminal.send({ cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data, ne: 0 }).sw).toBe(0x6a80);
    }
    expect(cells()).toEqual(before);
  });
});

describe('the date of the chip', () => {
  it('moves by a DV and by an official terminal, never by a non-official one', () => {
    const { tap, cells } = opened();
    const clinic = certify(NON_OFFICIAL_DV, {
      reference: 'XTCLINICT000003',
      template: CLINIC_RIGHTS,
      effective: '2026-11-20',
    });
    expect(tap().authenticate({ ...CLINIC, terminal: clinic })).toBe(0x9000);
    expect(cells().chipDate).toBe(day('2026-11-01'));
    const office = certify(OFFICIAL_DV, {
      reference: 'XTOFFICET000003',
      template: allRights('terminal'),
      effective: '2026-11-15',
    });
    expect(tap().authenticate({ ...OFFICE, terminal: office })).toBe(0x9000);
    expect(cells().chipDate).toBe(day('2026-11-15'));
    expect(tap().authenticate(OFFICE)).toBe(0x9000);
    expect(cells().chipDate).toBe(day('2026-11-15'));
  });

  it('does not move for a certificate that is refused', () => {
    const { tap, cells } = opened();
    const forged = certify(
      { ...OFFICIAL_DV, reference: CVCA.reference },
      { reference: 'XTFALSEDV00002', template: allRights('dv-official'), effective: '2026-12-01' },
    );
    expect(tap().present(CVCA.reference, forged.certificate)).toBe(0x6300);
    expect(cells().chipDate).toBe(day('2026-10-01'));
  });

  it('moves by a link certificate together with the trust point, expired or not', () => {
    const { tap, cells } = opened();
    const link = certify(CVCA, {
      reference: 'XTPERMITCA00002',
      template: allRights('cvca'),
      effective: '2026-11-10',
      expiry: '2029-11-10',
    });
    expect(tap().present(CVCA.reference, link.certificate)).toBe(0x9000);
    expect(cells().trustPoints.map(({ reference }) => reference)).toEqual(['XTPERMITCA00002', 'XTPERMITCA00001']);
    expect(cells().chipDate).toBe(day('2026-11-10'));
    const expired = certify(link, {
      reference: 'XTPERMITCA00003',
      template: allRights('cvca'),
      effective: '2026-10-01',
      expiry: '2026-10-31',
    });
    expect(tap().present(link.reference, expired.certificate)).toBe(0x9000);
    expect(cells().trustPoints.map(({ reference }) => reference)).toEqual(['XTPERMITCA00003', 'XTPERMITCA00002']);
    const under = certify(expired, { reference: 'XTOFFICEDV00009', template: allRights('dv-official') });
    expect(tap().present(expired.reference, under.certificate)).toBe(0x6300);
  });
});

describe('the committed date', () => {
  it('must lie inside the validity of the terminal certificate', () => {
    const { tap } = opened();
    expect(tap().authenticate(CLINIC, parsePlainDate('2026-11-23'))).toBe(0x9000);
    expect(tap().authenticate(CLINIC, parsePlainDate('2026-12-11'))).toBe(0x6a80);
    expect(tap().authenticate(CLINIC, parsePlainDate('2026-10-31'))).toBe(0x6a80);
  });
});

describe('a read by card number alone', () => {
  it('leaves one log line for each personal group of the session, and none for the record itself', () => {
    const chip = testCard(activeCells());
    const terminal = new TestTerminal(chip.card, seededRandom('log'));
    terminal.pace({ password: CAN });
    terminal.select();
    for (const sfi of [1, 12, 2, 2, 9, 2]) terminal.send(readBinary({ sfi, offset: 0, ne: NE_SHORT_MAX }));
    expect(chip.cells().accessLog.map(({ terminal: name, rights }) => [name, rights[3], rights[2]])).toEqual([
      ['', 0x02, 0x00],
      ['', 0x00, 0x01],
    ]);
  });
});
