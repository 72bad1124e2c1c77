import {
  allRights,
  type CertifiedKey,
  CLINIC_TERMINAL,
  CVCA,
  certify,
  NON_OFFICIAL_DV,
  OFFICE_TERMINAL,
  OFFICIAL_DV,
  seededRandom,
  TEST_CAN,
  TEST_PERMIT_REF,
  TEST_PIN,
  TEST_PUK,
} from '@residence-permit/firmware-sim/testing';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { type PlainDate, parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import type { ScpStaticKeys } from '@residence-permit/shared/scp03';
import type { DatedKey, Rights, Step, Visit } from './step.ts';

export const SUPPLIER_KEYS = keySet('supplier');
export const OFFICE_KEYS = keySet('office');
export const OFFICE_KEY_VERSION = 0x30;

export const TODAY = parsePlainDate('2026-11-23');
const FIRST_DAY = toEpochDays(parsePlainDate('2026-11-01'));
export const GRANT = new Uint8Array(8).fill(0x11);
const PIECE_BYTES = 1400;

const OFFICE_DV = dated(OFFICIAL_DV, '2026-11-01', 'moves the date');
const OFFICE = dated(OFFICE_TERMINAL, '2026-11-01', 'moves the date');
const CLINIC_DV = dated(NON_OFFICIAL_DV, '2026-11-01', 'moves the date');
const CLINIC = dated(CLINIC_TERMINAL, '2026-11-01', 'moves no date');
const NEW_DV = dated(
  certify(CVCA, {
    reference: 'XTOFFICEDV00002',
    template: allRights('dv-official'),
    effective: '2026-11-18',
    expiry: '2027-02-10',
  }),
  '2026-11-18',
  'moves the date',
);
const NEW_OFFICE = dated(
  certify(NEW_DV, { reference: 'XTOFFICET000002', template: allRights('terminal'), effective: '2026-11-20' }),
  '2026-11-20',
  'moves the date',
);
const LINK = dated(
  certify(CVCA, {
    reference: 'XTPERMITCA00002',
    template: allRights('cvca'),
    effective: '2026-11-22',
    expiry: '2029-11-01',
  }),
  '2026-11-22',
  'moves the date',
);

/** What personalisation stores, in the order in which it does. */
const STORED: readonly (readonly [number, Uint8Array])[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((group) => [group, seededRandom(`group ${group}`)(60 * group)] as const),
  [9, seededRandom('portrait')(3000)],
  ...[10, 11, 12, 13, 14].map((group) => [group, seededRandom(`group ${group}`)(90)] as const),
  [0x40, encodeUtf8(TEST_CAN)],
  [0x41, encodeUtf8(TEST_PUK)],
  [0x42, CVCA.certificate],
  [0x43, TEST_PERMIT_REF],
  [0x44, concatBytes(Uint8Array.of(19, 0, 0, 0, 7, 7), encodeUtf8('housing'))],
  [0x45, Uint8Array.of(2, 6, 1, 0, 0, 5)],
];

const OPEN_OFFICE: Step = { kind: 'open-channel', keys: OFFICE_KEYS, version: OFFICE_KEY_VERSION };

/** A blank card becomes a permit. */
export const PERSONALISATION: readonly Step[] = [
  { kind: 'open-channel', keys: SUPPLIER_KEYS, version: 1 },
  { kind: 'put-key', keys: OFFICE_KEYS, version: OFFICE_KEY_VERSION, dek: SUPPLIER_KEYS.dek },
  OPEN_OFFICE,
  { kind: 'generate-key', key: 'device' },
  { kind: 'get-key', key: 'device' },
  { kind: 'generate-key', key: 'receipt' },
  ...STORED.flatMap(([target, whole]) => storeSteps(target, whole)),
  { kind: 'perso-status' },
  { kind: 'end-personalisation' },
];

export const SELECT: Step = { kind: 'select' };
export const WITH_CAN: Step = pace('can', TEST_CAN, 'none');

const AT_OFFICE: readonly Step[] = atTerminal(OFFICE_DV, OFFICE);
export const AT_CLINIC: readonly Step[] = atTerminal(CLINIC_DV, CLINIC);

/** The collector sets the PIN, the first endorsement activates the card. */
export const ACTIVATION: readonly Step[] = [...AT_OFFICE, { kind: 'set-pin', pin: TEST_PIN }, record(17, 'issuer', 1)];

export const GRANTING: readonly Step[] = [
  ...AT_OFFICE,
  record(18, 'health', 1),
  record(19, 'housing', 8),
  record(17, 'issuer', 2),
];

/** From blank to the end: every command that changes memory, and each of the others. */
export const WHOLE_LIFE: readonly Visit[] = [
  { name: 'personalisation', steps: PERSONALISATION },
  { name: 'activation', steps: ACTIVATION },
  { name: 'granting', steps: GRANTING },
  {
    name: 'counting',
    steps: [
      ...AT_CLINIC,
      { kind: 'read', sfi: 2, isLogged: false },
      use('first', 1),
      use('second', 2),
      use('first', 1),
    ],
  },
  { name: 'own change of the PIN', steps: [pace('pin', TEST_PIN, 'none'), { kind: 'change-pin', pin: '737373' }] },
  { name: 'wrong PIN', steps: [wrong('pin')] },
  { name: 'wrong PIN again', steps: [wrong('pin')] },
  { name: 'suspended PIN', steps: [WITH_CAN, pace('pin', '737373', 'none')] },
  { name: 'blocked PIN', steps: [wrong('pin')] },
  { name: 'blocked PIN, second', steps: [wrong('pin')] },
  { name: 'blocked PIN, third', steps: [WITH_CAN, wrong('pin')] },
  { name: 'wrong unblocking code', steps: [wrong('puk')] },
  { name: 'unblocking', steps: [pace('puk', TEST_PUK, 'none'), { kind: 'reset-counter' }] },
  { name: 'PIN by unblocking code', steps: [pace('puk', TEST_PUK, 'none'), { kind: 'set-pin', pin: TEST_PIN }] },
  { name: 'wrong card access number', steps: [wrong('can')] },
  {
    name: 'reading by card access number',
    steps: [WITH_CAN, SELECT, { kind: 'read', sfi: 2, isLogged: true }, { kind: 'read', sfi: 9, isLogged: true }],
  },
  { name: 'new DV', steps: [...atTerminal(NEW_DV, NEW_OFFICE), record(20, 'culture', 3)] },
  {
    name: 'new CVCA',
    steps: [pace('can', TEST_CAN, 'office'), { kind: 'present-link', link: LINK, by: CVCA.reference }],
  },
  { name: 'end', steps: [...atTerminal(NEW_DV, NEW_OFFICE), { kind: 'terminate' }] },
];

export function record(dataGroup: number, grantor: string, version: number): Step {
  const counted = dataGroup === 18 ? [{ id: GRANT, limit: 60_000, periodDays: 0, fromDay: FIRST_DAY }] : [];
  const signedBytes = seededRandom(`record ${dataGroup} ${version}`)(180);
  return { kind: 'write-record', record: { dataGroup, grantor, version, signedBytes, counted } };
}

export function use(transaction: string, amount: number, day: PlainDate = TODAY): Step {
  const id = seededRandom(`transaction ${transaction}`)(16);
  return { kind: 'count', grant: GRANT, amount, transaction: id, day: toEpochDays(day) };
}

export function pace(password: 'can' | 'pin' | 'puk', value: string, rights: Rights): Step {
  return { kind: 'pace', password, value, right: true, rights };
}

export function wrong(password: 'can' | 'pin' | 'puk'): Step {
  return { kind: 'pace', password, value: password === 'puk' ? '9999999999' : '999999', right: false, rights: 'none' };
}

/** Card access number and terminal authentication, then the application. */
export function atTerminal(dv: DatedKey, terminal: DatedKey): readonly Step[] {
  return [
    pace('can', TEST_CAN, terminal === CLINIC ? 'clinic' : 'office'),
    { kind: 'present-dv', dv, by: CVCA.reference },
    { kind: 'present-terminal', terminal, by: dv.reference },
    { kind: 'prove', terminal, committed: TODAY },
    SELECT,
  ];
}

/** The offices of the seeded mixes: an old DV, and a later one that moves the date. */
export const OFFICES: readonly (readonly Step[])[] = [AT_OFFICE, atTerminal(NEW_DV, NEW_OFFICE)];

function storeSteps(target: number, whole: Uint8Array): readonly Step[] {
  const offsets = Array.from({ length: Math.ceil(whole.length / PIECE_BYTES) }, (_, piece) => piece * PIECE_BYTES);
  return offsets.map((offset) => {
    const bytes = whole.subarray(offset, offset + PIECE_BYTES);
    return { kind: 'store', target, offset, bytes, whole };
  });
}

function dated(key: CertifiedKey, effective: string, date: 'moves the date' | 'moves no date'): DatedKey {
  return { ...key, effectiveDay: toEpochDays(parsePlainDate(effective)), movesDate: date === 'moves the date' };
}

function keySet(seed: string): ScpStaticKeys {
  const random = seededRandom(`torture ${seed}`);
  return { enc: random(16), mac: random(16), dek: random(16) };
}
