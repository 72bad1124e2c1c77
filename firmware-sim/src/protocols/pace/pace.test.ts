import {
  EF_CARD_ACCESS,
  encodeCommand,
  decodeCardAccess,
  decodeChipAuthOffers,
  generalAuthenticate,
  mseSetAtPace,
  NE_SHORT_MAX,
  readBinary,
  unblockPin,
} from '@residence-permit/shared/apdu';
import { OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import {
  derivePublic,
  encodePaceCommand,
  findMapping,
  PACE_OIDS,
  PARAMETER_ID,
  verifyCam,
} from '@residence-permit/shared/pace';
import { describe, expect, it } from 'vitest';
import { memoryStorage, openCard } from '../../card/index.ts';
import { type ChipCells, encodeChipImage } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { allRights } from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PIN, TEST_PUK, testCard, testCells } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const PIN = { kind: 'pin', value: TEST_PIN } as const;
const PUK = { kind: 'puk', value: TEST_PUK } as const;
const WRONG_CAN = { kind: 'can', value: '654321' } as const;
const WRONG_PIN = { kind: 'pin', value: '000000' } as const;

function opened(cells: ChipCells = activeCells(), seed = 'pace') {
  const chip = testCard(cells, `chip of ${seed}`);
  return { ...chip, terminal: new TestTerminal(chip.card, seededRandom(seed)) };
}

describe('PACE at the chip', () => {
  it('succeeds fifty times in a row, each time with a proof of the device key', () => {
    const { card, cells } = opened();
    const staticPublicKey = cells().deviceKey?.publicPoint ?? new Uint8Array();
    for (let run = 0; run < 50; run += 1) {
      const terminal = new TestTerminal(card, seededRandom(`run ${run}`));
      const outcome = terminal.pace({ password: CAN });
      expect(outcome.sw).toBe(0x9000);
      const { caIc = new Uint8Array(), chipMappingKey: mappingPublicKey = new Uint8Array() } = outcome;
      expect(verifyCam({ caIc, staticPublicKey, mappingPublicKey })).toBe(true);
      card.reset();
    }
    expect(cells().canFailures).toBe(0);
  });

  it('offers exactly what EF.CardAccess says, readable by everybody', () => {
    const { terminal } = opened(testCells());
    const read = terminal.send(readBinary({ sfi: EF_CARD_ACCESS.sfi, offset: 0, ne: NE_SHORT_MAX }));
    const offers = decodeCardAccess(read.data).map(({ oid, ...offer }) => ({ ...offer, mapping: findMapping(oid) }));
    expect(offers).toEqual([
      { mapping: 'cam', version: 2, parameterId: 12 },
      { mapping: 'gm', version: 2, parameterId: 12 },
      { mapping: 'gm', version: 2, parameterId: 13 },
    ]);
    expect(decodeChipAuthOffers(read.data)).toEqual([{ oid: OID_CA_ECDH_AES_128, version: 2, parameterId: 12 }]);
  });

  it.each(['P-256', 'brainpoolP256r1'] as const)('makes generic mapping over %s a channel without a proof', (curve) => {
    const { terminal } = opened();
    const outcome = terminal.pace({ password: CAN, mapping: 'gm', curve });
    expect(outcome).toMatchObject({ sw: 0x9000 });
    expect(outcome.caIc).toBeUndefined();
    expect([terminal.select(), terminal.read(2).sw]).toEqual([0x9000, 0x9000]);
  });

  it('names its trust point only to a terminal that asks for rights', () => {
    expect(opened().terminal.pace({ password: CAN }).authorities).toEqual([]);
    const asking = opened().terminal.pace({ password: CAN, template: allRights('terminal') });
    expect(asking.authorities).toEqual(['XTPERMITCA00001']);
  });

  it.each([
    ['the template of an authority', { template: allRights('cvca'), password: CAN }, 0x6a80],
    ['chip-authentication mapping over another curve', { curve: 'brainpoolP256r1', password: CAN }, 0x6a88],
    ['a template with the unblocking code', { template: allRights('terminal'), password: PUK }, 0x6a80],
  ] as const)('refuses %s', (_name, options, sw) => {
    expect(opened().terminal.pace(options).sw).toBe(sw);
  });

  it('wants the domain parameters named where it has two sets', () => {
    const setAt = (mapping: 'cam' | 'gm', parameterId?: number): number => {
      const parameters = parameterId === undefined ? {} : { parameterId };
      return opened().terminal.send(mseSetAtPace({ oid: PACE_OIDS[mapping], password: 'can', ...parameters })).sw;
    };
    expect([setAt('cam'), setAt('cam', 12), setAt('cam', 13), setAt('cam', 16)]).toEqual([
      0x9000, 0x9000, 0x6a88, 0x6a88,
    ]);
    expect([setAt('gm'), setAt('gm', 12), setAt('gm', 13), setAt('gm', 16)]).toEqual([0x6a88, 0x9000, 0x9000, 0x6a88]);
  });

  it.each(['P-256', 'brainpoolP256r1'] as const)('refuses a point of the other curve than %s', (curve) => {
    const { terminal } = opened();
    const other = curve === 'P-256' ? 'brainpoolP256r1' : 'P-256';
    terminal.send(mseSetAtPace({ oid: PACE_OIDS.gm, password: 'can', parameterId: PARAMETER_ID[curve] }));
    terminal.send(generalAuthenticate(encodePaceCommand({ kind: 'nonce' }), 'chained'));
    const point = derivePublic(other, new Uint8Array(32).fill(1));
    expect(terminal.send(generalAuthenticate(encodePaceCommand({ kind: 'mapping', point }), 'chained')).sw).toBe(
      0x6a80,
    );
  });

  it('does not run on a blank or a terminated chip', () => {
    for (const lifeCycle of ['blank', 'terminated'] as const) {
      expect(opened(activeCells({ lifeCycle })).terminal.pace({ password: CAN }).sw).toBe(0x6985);
    }
  });

  it('does not run twice in a session', () => {
    const { terminal } = opened();
    expect([terminal.pace({ password: CAN }).sw, terminal.pace({ password: CAN }).sw]).toEqual([0x9000, 0x6985]);
  });

  it('refuses a point off the curve and ends the run', () => {
    const { terminal } = opened();
    terminal.send(mseSetAtPace({ oid: PACE_OIDS.cam, password: 'can' }));
    terminal.send(generalAuthenticate(encodePaceCommand({ kind: 'nonce' }), 'chained'));
    const step = () => {
      const data = encodePaceCommand({ kind: 'mapping', point: new Uint8Array(65).fill(4) });
      return terminal.send(generalAuthenticate(data, 'chained'));
    };
    expect([step(), step()]).toEqual([
      { data: new Uint8Array(), sw: 0x6a80 },
      { data: new Uint8Array(), sw: 0x6985 },
    ]);
  });

  it('refuses the mapping key that it would send itself', () => {
    const sameBytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);
    const card = openCard({ storage: memoryStorage(encodeChipImage(activeCells())), random: sameBytes });
    expect(new TestTerminal(card, sameBytes).pace({ password: CAN }).sw).toBe(0x6300);
  });

  it('counts its steps by the chaining bit', () => {
    const { terminal } = opened();
    terminal.send(mseSetAtPace({ oid: PACE_OIDS.cam, password: 'can' }));
    expect(terminal.send(generalAuthenticate(encodePaceCommand({ kind: 'nonce' }), 'last')).sw).toBe(0x6883);
    expect(terminal.raw(encodeCommand(generalAuthenticate(encodePaceCommand({ kind: 'nonce' }), 'chained'))).sw).toBe(
      0x6985,
    );
  });
});

describe('a wrong card number', () => {
  it('gets 6300, is counted and survives a reset', () => {
    const { terminal, card, cells } = opened();
    expect(terminal.pace({ password: WRONG_CAN }).sw).toBe(0x6300);
    card.reset();
    expect(cells().canFailures).toBe(1);
    expect(terminal.pace({ password: CAN }).sw).toBe(0x9000);
    expect(cells().canFailures).toBe(0);
  });

  it('slows the next try and never locks', () => {
    const delays = [0, 1, 2, 3, 4, 5, 20].map((canFailures) => {
      const { terminal, card } = opened(activeCells({ canFailures }));
      expect(terminal.pace({ password: CAN }).sw).toBe(0x9000);
      return card.meter.modelMs;
    });
    const [base = 0] = delays;
    expect(delays.map((delay) => Math.round((delay - base) / 100) * 100)).toEqual([0, 200, 400, 800, 1600, 3000, 3000]);
  });

  it('is counted in memory before the token is checked', () => {
    const chip = testCard(activeCells());
    const saved: number[] = [];
    const watched = {
      ...chip.card,
      transmit: (command: Uint8Array) => {
        const response = chip.card.transmit(command);
        saved.push(chip.cells().canFailures);
        return response;
      },
    };
    new TestTerminal(watched, seededRandom('w')).pace({ password: WRONG_CAN });
    expect(saved).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('the PIN', () => {
  it('is not there before the holder sets it', () => {
    expect(opened(testCells()).terminal.pace({ password: PIN }).sw).toBe(0x6283);
  });

  it('has three tries, is suspended at one and blocked at none', () => {
    const { card, cells } = opened();
    const wrong = () => {
      card.reset();
      return new TestTerminal(card, seededRandom('t')).pace({ password: WRONG_PIN }).sw;
    };
    expect([wrong(), wrong()]).toEqual([0x63c2, 0x63c1]);
    expect(wrong()).toBe(0x6985);
    expect(cells().pinTries).toBe(1);
    card.reset();
    const terminal = new TestTerminal(card, seededRandom('u'));
    expect(terminal.pace({ password: CAN }).sw).toBe(0x9000);
    expect(terminal.pace({ password: WRONG_PIN }).sw).toBe(0x63c0);
    expect(wrong()).toBe(0x6983);
  });

  it('comes back by the card number and then the right PIN in one session', () => {
    const { terminal, cells } = opened(activeCells({ pinTries: 1 }));
    expect([terminal.pace({ password: CAN }).sw, terminal.pace({ password: PIN }).sw]).toEqual([0x9000, 0x9000]);
    expect(cells().pinTries).toBe(3);
    expect([terminal.select(), terminal.read(3).sw]).toEqual([0x9000, 0x9000]);
  });

  it('keeps the session of the card number when the PIN after it is wrong', () => {
    const { terminal } = opened(activeCells({ pinTries: 1 }));
    terminal.pace({ password: CAN });
    expect(terminal.pace({ password: WRONG_PIN }).sw).toBe(0x63c0);
    expect([terminal.select(), terminal.read(2).sw, terminal.read(3).sw]).toEqual([0x9000, 0x9000, 0x6982]);
  });

  it('is unblocked by the unblocking code, which reads nothing and has ten uses', () => {
    const { card, cells } = opened(activeCells({ pinTries: 0 }));
    for (let use = 1; use <= 10; use += 1) {
      card.reset();
      const terminal = new TestTerminal(card, seededRandom(`puk ${use}`));
      const password = use % 2 === 0 ? PUK : ({ kind: 'puk', value: '9999999999' } as const);
      expect(terminal.pace({ password }).sw).toBe(use % 2 === 0 ? 0x9000 : 0x6300);
      if (use === 2) expect(terminal.send(unblockPin()).sw).toBe(0x9000);
    }
    expect(cells()).toMatchObject({ pinTries: 3, pukUses: 0 });
    card.reset();
    expect(new TestTerminal(card, seededRandom('last')).pace({ password: PUK }).sw).toBe(0x6983);
  });
});
