import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { derivePublic, scalarFromRandom } from '@residence-permit/shared/pace';
import { parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { type Card, memoryStorage, openCard } from '../card/index.ts';
import {
  type CardStorage,
  type ChipCells,
  decodeChipImage,
  encodeChipImage,
  type StaticKey,
} from '../nonvolatile/index.ts';
import { seededRandom } from './seeded-random.ts';
import { CVCA } from './test-authority.ts';

export const TEST_CAN = '123456';
export const TEST_PIN = '424242';
export const TEST_PUK = '0123456789';
export const TEST_PERMIT_REF = seededRandom('permit ref')(16);

/** What every static data group of a test card holds: its number, as many times as its number. */
export function testGroupContent(group: number): Uint8Array {
  return new Uint8Array(group).fill(group);
}

const STATIC_GROUPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

/** Cells of a personalised test card; `change` makes it another. */
export function testCells(change: Partial<ChipCells> = {}): ChipCells {
  return {
    kind: 'modern',
    lifeCycle: 'personalised',
    chipNumber: seededRandom('chip number')(10),
    keySet: undefined,
    deviceKey: staticKey('device key'),
    receiptKey: staticKey('receipt key'),
    permitRef: TEST_PERMIT_REF,
    can: encodeUtf8(TEST_CAN),
    puk: encodeUtf8(TEST_PUK),
    pin: undefined,
    canFailures: 0,
    pinTries: 3,
    pukUses: 10,
    files: new Map(STATIC_GROUPS.map((group) => [group, testGroupContent(group)])),
    slots: new Map(),
    versionFloors: [],
    trustPointCertificate: CVCA.certificate,
    trustPoints: [trustPoint()],
    rememberedDv: undefined,
    chipDate: toEpochDays(parsePlainDate('2026-10-01')),
    countDate: 0,
    uses: [],
    receiptSequence: 0,
    receipts: [],
    accessLog: [],
    ...change,
  };
}

/** Cells of a card in use: PIN set, endorsed. */
export function activeCells(change: Partial<ChipCells> = {}): ChipCells {
  const endorsement = { grantor: 'issuer', version: 1, signedBytes: encodeUtf8('endorsement 1'), counted: [] };
  return testCells({
    lifeCycle: 'active',
    pin: encodeUtf8(TEST_PIN),
    slots: new Map([[17, [endorsement]]]),
    ...change,
  });
}

/** A card over these cells, with its storage and a way to look into it. */
export function testCard(
  cells: ChipCells,
  seed = 'chip',
): { readonly card: Card; readonly storage: CardStorage; readonly cells: () => ChipCells } {
  const storage = memoryStorage(encodeChipImage(cells));
  const card = openCard({ storage, random: seededRandom(seed) });
  return { card, storage, cells: () => decodeChipImage(storage.load() ?? new Uint8Array()) };
}

function staticKey(seed: string): StaticKey {
  const secret = scalarFromRandom('P-256', seededRandom(seed)(48));
  return { secret, publicPoint: derivePublic('P-256', secret) };
}

function trustPoint(): ChipCells['trustPoints'][number] {
  const { chr, publicKey, template, expiry } = decodeCvCertificate(CVCA.certificate);
  return { reference: chr, publicKey, template, expiry: toEpochDays(expiry) };
}
