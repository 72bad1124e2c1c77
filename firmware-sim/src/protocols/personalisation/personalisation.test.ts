import { sha256 } from '@noble/hashes/sha2.js';
import {
  encodeCommand,
  generateKey,
  getKey,
  initializeUpdate,
  persoStatus,
  putKey,
  setLifeCycle,
  STORE_TARGET,
  storeData,
} from '@residence-permit/shared/apdu';
import { concatBytes, encodeUtf8, equalBytes, fromHex, readUint } from '@residence-permit/shared/bytes';
import { encodePutKey, keyCheckValue, type ScpStaticKeys } from '@residence-permit/shared/scp03';
import { decodeTlv } from '@residence-permit/shared/tlv';
import { describe, expect, it } from 'vitest';
import { createBlankCard, memoryStorage } from '../../card/index.ts';
import { loadCells } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { allRights, certify, CVCA, OFFICE_TERMINAL, OFFICIAL_DV } from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PERMIT_REF, TEST_PUK, testCard } from '../../testing/test-card.ts';
import { TestPersonaliser } from '../../testing/test-personaliser.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const keySet = (seed: string): ScpStaticKeys => {
  const random = seededRandom(seed);
  return { enc: random(16), mac: random(16), dek: random(16) };
};
const SUPPLIER_KEYS = keySet('supplier');
const OFFICE_KEYS = keySet('office');
const OFFICE_VERSION = 0x30;

function blankCard() {
  const storage = memoryStorage();
  const card = createBlankCard({ kind: 'modern', supplierKeys: SUPPLIER_KEYS, random: seededRandom('blank'), storage });
  const host = new TestPersonaliser(card);
  return { card, host, cells: () => loadCells(storage) };
}

const replaceKeys = (keys = OFFICE_KEYS, newKeyVersion = OFFICE_VERSION) =>
  putKey({ oldVersion: 1, data: encodePutKey({ newKeyVersion, keys, dek: SUPPLIER_KEYS.dek }) });

/** A blank card in a channel under the office's own keys. */
function inPersonalisation() {
  const blank = blankCard();
  expect(blank.host.open(SUPPLIER_KEYS, 1)).toBe(0x9000);
  expect(blank.host.send(replaceKeys()).sw).toBe(0x9000);
  expect(blank.host.open(OFFICE_KEYS, OFFICE_VERSION)).toBe(0x9000);
  return blank;
}

const store = (target: number, bytes: Uint8Array, offset = 0) => storeData({ target, offset, bytes });

const EVERYTHING = [
  store(1, new Uint8Array(900).fill(1)),
  store(2, new Uint8Array(60).fill(2)),
  store(STORE_TARGET.can, encodeUtf8(TEST_CAN)),
  store(STORE_TARGET.puk, encodeUtf8(TEST_PUK)),
  store(STORE_TARGET.cvca, CVCA.certificate),
  store(STORE_TARGET.permitRef, TEST_PERMIT_REF),
];

describe('a blank card', () => {
  it('becomes a permit through the channel, and then the channel is closed for good', () => {
    const { card, host, cells } = inPersonalisation();
    const made = (['device', 'receipt'] as const).map((key) => host.send(generateKey(key)));
    expect(made.map(({ sw }) => sw)).toEqual([0x9000, 0x9000]);
    for (const command of EVERYTHING) expect(host.send(command).sw).toBe(0x9000);
    expect(host.send(setLifeCycle('personalised')).sw).toBe(0x9000);
    expect(cells()).toMatchObject({ lifeCycle: 'personalised', keySet: undefined, permitRef: TEST_PERMIT_REF });
    expect(host.send(store(2, Uint8Array.of(1))).sw).toBe(0x6985);
    card.reset();
    expect(host.open(OFFICE_KEYS, OFFICE_VERSION)).toBe(0x6985);
    const terminal = new TestTerminal(card, seededRandom('holder'));
    expect(terminal.pace({ password: { kind: 'can', value: TEST_CAN } }).sw).toBe(0x9000);
    expect([terminal.select(), terminal.read(2).data.length]).toEqual([0x9000, 60]);
  });

  it('is no permit to anybody before', () => {
    const { card } = blankCard();
    const terminal = new TestTerminal(card, seededRandom('early'));
    expect(terminal.select()).toBe(0x6a82);
    expect(terminal.pace({ password: { kind: 'can', value: TEST_CAN } }).sw).toBe(0x6985);
  });

  it('takes nothing but new keys under those of the supplier', () => {
    const { host } = blankCard();
    expect(host.open(SUPPLIER_KEYS, 1)).toBe(0x9000);
    expect(host.send(generateKey('device')).sw).toBe(0x6985);
    expect(host.send(store(2, Uint8Array.of(1))).sw).toBe(0x6985);
    expect(host.send(setLifeCycle('personalised')).sw).toBe(0x6985);
  });

  it('is not finished while something is missing', () => {
    const { host } = inPersonalisation();
    host.send(generateKey('device'));
    host.send(generateKey('receipt'));
    for (const command of EVERYTHING.slice(1)) host.send(command);
    expect(host.send(setLifeCycle('personalised')).sw).toBe(0x6985);
  });

  it('refuses every command of personalisation in the clear', () => {
    const { host } = blankCard();
    const commands = [
      generateKey('device'),
      getKey('device'),
      store(2, Uint8Array.of(1)),
      persoStatus(),
      replaceKeys(),
    ];
    for (const command of [...commands, setLifeCycle('personalised')]) expect(host.plain(command).sw).toBe(0x6982);
  });
});

describe('the channel', () => {
  it('needs the right keys, version and level', () => {
    const { host, card } = blankCard();
    expect(host.open(OFFICE_KEYS, 1)).toBe(0);
    expect(host.open(SUPPLIER_KEYS, 2)).toBe(0x6a88);
    expect(host.open(SUPPLIER_KEYS, 0)).toBe(0x9000);
    card.transmit(encodeCommand(initializeUpdate({ keyVersion: 1, hostChallenge: new Uint8Array(8) })));
    const wrong = { cla: 0x84, ins: 0x82, p1: 0x33, p2: 0, data: new Uint8Array(16), ne: 0 };
    expect(host.plain(wrong).sw).toBe(0x6982);
    card.transmit(encodeCommand(initializeUpdate({ keyVersion: 1, hostChallenge: new Uint8Array(8) })));
    expect(host.plain({ ...wrong, p1: 0x01 }).sw).toBe(0x6a86);
  });

  it('ends at a wrong check value, and at a command in the clear', () => {
    const { host } = inPersonalisation();
    expect(host.plain({ ...persoStatus(), cla: 0x84, data: new Uint8Array(8) }).sw).toBe(0x6982);
    expect(host.send(persoStatus()).sw).toBe(0x6982);
    const other = inPersonalisation().host;
    expect(other.plain(persoStatus()).sw).toBe(0x6982);
    expect(other.send(persoStatus()).sw).toBe(0x6982);
  });

  it('lives on after a refused command', () => {
    const { host } = inPersonalisation();
    expect([host.send(store(0x60, Uint8Array.of(1))).sw, host.send(persoStatus()).sw]).toEqual([0x6a88, 0x9000]);
  });
});

describe('PUT KEY', () => {
  it('answers version and check values, and retires the keys of the supplier', () => {
    const { host, card } = blankCard();
    host.open(SUPPLIER_KEYS, 1);
    const checks = [OFFICE_KEYS.enc, OFFICE_KEYS.mac, OFFICE_KEYS.dek].map(keyCheckValue);
    expect(host.send(replaceKeys()).data).toEqual(concatBytes(Uint8Array.of(OFFICE_VERSION), ...checks));
    card.reset();
    expect([host.open(SUPPLIER_KEYS, 1), host.open(OFFICE_KEYS, OFFICE_VERSION)]).toEqual([0x6a88, 0x9000]);
  });

  it.each([
    ['404142434445464748494a4b4c4d4e4f'],
    ['00000000000000000000000000000000'],
    ['47454d5850524553534f53414d504c45'],
  ])('refuses the published key %s in any place', (known) => {
    for (const place of ['enc', 'mac', 'dek'] as const) {
      const { host, cells } = blankCard();
      host.open(SUPPLIER_KEYS, 1);
      expect(host.send(replaceKeys({ ...OFFICE_KEYS, [place]: fromHex(known) })).sw).toBe(0x6a80);
      expect(cells().keySet?.version).toBe(1);
    }
  });

  it('refuses a wrong check value, and to stay with the version of the supplier', () => {
    const { host } = blankCard();
    host.open(SUPPLIER_KEYS, 1);
    const command = replaceKeys();
    const damaged = command.data.map((byte, at) => (at === command.data.length - 1 ? byte ^ 1 : byte));
    expect(host.send({ ...command, data: damaged }).sw).toBe(0x6a80);
    expect(host.send(replaceKeys(OFFICE_KEYS, 1)).sw).toBe(0x6a80);
    expect(host.send({ ...command, p1: 2 }).sw).toBe(0x6a86);
    expect(host.send(command).sw).toBe(0x9000);
  });
});

describe('a chip key', () => {
  it.each(['device', 'receipt'] as const)('for %s is made once and can be asked for always', (key) => {
    const { host, cells } = inPersonalisation();
    expect(host.send(getKey(key)).sw).toBe(0x6a88);
    const made = host.send(generateKey(key));
    expect(host.send(generateKey(key)).sw).toBe(0x6985);
    expect(host.send(getKey(key))).toEqual(made);
    const stored = cells()[key === 'device' ? 'deviceKey' : 'receiptKey'];
    expect(decodeTlv(decodeTlv(made.data).value).value).toEqual(stored?.publicPoint);
    expect(host.send({ ...generateKey(key), p2: 3 }).sw).toBe(0x6a88);
  });
});

describe('STORE DATA', () => {
  it('takes a long group in pieces, each once, and goes on after a power loss', () => {
    const { card, host, cells } = inPersonalisation();
    const portrait = seededRandom('portrait')(4000);
    expect(host.send(store(9, portrait.slice(0, 1500))).sw).toBe(0x9000);
    card.reset();
    host.open(OFFICE_KEYS, OFFICE_VERSION);
    expect(host.send(store(9, portrait.slice(0, 1500), 1000)).sw).toBe(0x6a80);
    expect(host.send(store(9, portrait.slice(1500, 3000), 1500)).sw).toBe(0x9000);
    expect(host.send(store(9, portrait.slice(1500, 3000), 1500)).sw).toBe(0x6a80);
    expect(host.send(store(9, portrait.slice(3000), 3000)).sw).toBe(0x9000);
    expect(cells().files.get(9)).toEqual(portrait);
  });

  it.each([
    ['a card number that is none', store(STORE_TARGET.can, encodeUtf8('12345x')), 0x6a80],
    ['a short unblocking code', store(STORE_TARGET.puk, encodeUtf8('123456789')), 0x6a80],
    ['a reference of another length', store(STORE_TARGET.permitRef, new Uint8Array(15)), 0x6a80],
    ['a long reference', store(STORE_TARGET.permitRef, new Uint8Array(17)), 0x6a84],
    ['no certificate', store(STORE_TARGET.cvca, new Uint8Array(40)), 0x6a80],
    ['the certificate of a DV', store(STORE_TARGET.cvca, OFFICIAL_DV.certificate), 0x6a80],
    ['a record group', store(17, Uint8Array.of(1)), 0x6a88],
    ['no bytes', store(2, new Uint8Array(0)), 0x6700],
    ['an unknown grantor list', store(STORE_TARGET.versionFloors, Uint8Array.of(2, 0, 0, 0, 1, 1, 0x61)), 0x6a80],
    ['a date that is none', store(STORE_TARGET.chipDate, new Uint8Array(6)), 0x6a80],
  ] as const)('refuses %s', (_name, command, sw) => {
    expect(inPersonalisation().host.send(command).sw).toBe(sw);
  });

  it('refuses a CVCA certificate that another key signed', () => {
    const forged = certify(
      { reference: 'XTFORGEDCA00001', secret: OFFICE_TERMINAL.secret },
      { reference: 'XTFORGEDCA00001', template: allRights('cvca') },
    );
    expect(inPersonalisation().host.send(store(STORE_TARGET.cvca, forged.certificate)).sw).toBe(0x6a80);
  });

  it.each([
    ['no grantor', [17, 0, 0, 0, 1, 0]],
    ['a grantor that is no name', [18, 0, 0, 0, 1, 2, 0xff, 0xfe]],
    ['a grantor cut short', [18, 0, 0, 0, 1, 6, 0x68]],
    ['a group without slots', [16, 0, 0, 0, 1, 1, 0x68]],
  ])('refuses version floors with %s', (_name, bytes) => {
    const { host } = inPersonalisation();
    expect(host.send(store(STORE_TARGET.versionFloors, Uint8Array.from(bytes))).sw).toBe(0x6a80);
  });

  it('takes version floors and a date over', () => {
    const { host, cells } = inPersonalisation();
    const floors = concatBytes(Uint8Array.of(18, 0, 0, 0, 40, 6), encodeUtf8('health'));
    expect(host.send(store(STORE_TARGET.versionFloors, floors)).sw).toBe(0x9000);
    expect(host.send(store(STORE_TARGET.chipDate, Uint8Array.of(2, 6, 1, 1, 2, 3))).sw).toBe(0x9000);
    expect(cells()).toMatchObject({
      versionFloors: [{ dataGroup: 18, grantor: 'health', version: 40 }],
      chipDate: Date.UTC(2026, 10, 23) / 86_400_000,
    });
  });
});

describe('PERSO STATUS', () => {
  it('lists length and digest of everything stored, so that a broken personalisation writes only what differs', () => {
    const { host } = inPersonalisation();
    expect(host.send(persoStatus()).data).toHaveLength(0);
    for (const command of EVERYTHING) host.send(command);
    const { data } = host.send(persoStatus());
    const entries = EVERYTHING.map(({ p1, data: sent }) => [p1, sent.slice(2)] as const).sort(([a], [b]) => a - b);
    const listed = entries.every(([target, content]) => {
      const at = Array.from({ length: data.length / 35 }, (_, index) => 35 * index).find(
        (each) => data[each] === target,
      );
      return (
        at !== undefined &&
        readUint(data.slice(at + 1, at + 3)) === content.length &&
        equalBytes(data.slice(at + 3, at + 35), sha256(content))
      );
    });
    expect(listed).toBe(true);
    expect(host.send({ ...persoStatus(), ne: 100 }).sw).toBe(0x6700);
    expect(data[0]).toBe(1);
  });
});

describe('the end of a card', () => {
  it('is for an office with both rights alone, and nothing opens it again', () => {
    const chip = testCard(activeCells());
    const terminal = new TestTerminal(chip.card, seededRandom('office'));
    terminal.pace({ password: { kind: 'can', value: TEST_CAN }, template: allRights('terminal') });
    expect(terminal.send(setLifeCycle('terminated')).sw).toBe(0x6982);
    terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL });
    expect(terminal.send(setLifeCycle('personalised')).sw).toBe(0x6982);
    expect(terminal.send(setLifeCycle('active')).sw).toBe(0x6a86);
    terminal.select();
    expect(terminal.read(2).sw).toBe(0x9000);
    expect(terminal.send(setLifeCycle('terminated')).sw).toBe(0x9000);
    expect([1, 2, 17].map((sfi) => terminal.read(sfi).sw)).toEqual([0x6982, 0x6982, 0x6982]);
    expect(terminal.select()).toBe(0x6285);
    chip.card.reset();
    const next = new TestTerminal(chip.card, seededRandom('next'));
    expect(next.pace({ password: { kind: 'can', value: TEST_CAN } }).sw).toBe(0x6985);
    expect(next.select()).toBe(0x6285);
  });
});
