import { STORE_TARGET } from '@residence-permit/shared/apdu';
import { concatBytes, decodeUtf8, encodeUtf8, readUint, uint32Bytes } from '@residence-permit/shared/bytes';
import { type CvCertificate, decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { fromCvcDate, fromEpochDays, toCvcDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { isGrantor } from '@residence-permit/shared/records';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { RECORD_GROUPS } from '../../file-system/index.ts';
import type { ChipCells, Nonvolatile, VersionFloor } from '../../nonvolatile/index.ts';
import { asDigits } from '../pin/index.ts';

/** One thing that STORE DATA writes. `stored` is what PERSO STATUS reports on: the bytes as they were brought. */
export type StoreTarget = {
  /** Largest content in bytes; one that fits a single command has no pieces. */
  readonly maxBytes: number;
  stored(memory: Nonvolatile): Uint8Array | undefined;
  /** The commit that puts the whole content in place. @throws Refusal 6A80 */
  change(chip: Chip, content: Uint8Array): Partial<ChipCells>;
};

const STATIC_GROUPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] as const;

/** Card profile 1 §2: the portrait is at most 12 kB; its signed item needs a little more. */
const MAX_GROUP_BYTES = 12_800;

/** P1 of STORE DATA, ascending. */
export const STORE_TARGETS: ReadonlyMap<number, StoreTarget> = new Map<number, StoreTarget>([
  ...STATIC_GROUPS.map((group) => [group, dataGroupTarget(group)] as const),
  [STORE_TARGET.can, digitsTarget('can', 6)],
  [STORE_TARGET.puk, digitsTarget('puk', 10)],
  [
    STORE_TARGET.cvca,
    { maxBytes: 1024, stored: (memory) => memory.read('trustPointCertificate'), change: trustPointChange },
  ],
  [
    STORE_TARGET.permitRef,
    {
      maxBytes: 16,
      stored: (memory) => memory.read('permitRef'),
      change: (_chip, content) => ({ permitRef: content.length === 16 ? content : refuse(SW.WRONG_DATA) }),
    },
  ],
  [
    STORE_TARGET.versionFloors,
    {
      maxBytes: 512,
      stored: (memory) => floorsBytes(memory.read('versionFloors')),
      change: (_chip, content) => ({ versionFloors: floorsFrom(content) }),
    },
  ],
  [
    STORE_TARGET.chipDate,
    {
      maxBytes: 6,
      stored: (memory) =>
        memory.read('chipDate') === 0 ? undefined : toCvcDate(fromEpochDays(memory.read('chipDate'))),
      change: (chip, content) => ({
        chipDate: Math.max(chip.memory.read('chipDate'), toEpochDays(fromCvcDate(content))),
      }),
    },
  ],
]);

function digitsTarget(cell: 'can' | 'puk', digits: number): StoreTarget {
  return {
    maxBytes: digits,
    stored: (memory) => memory.read(cell),
    change: (_chip, content) =>
      cell === 'can' ? { can: asDigits(content, digits) } : { puk: asDigits(content, digits) },
  };
}

function dataGroupTarget(group: number): StoreTarget {
  return {
    maxBytes: MAX_GROUP_BYTES,
    stored: (memory) => memory.read('files').get(group),
    change: (chip, content) => ({ files: new Map([...chip.memory.read('files'), [group, content]]) }),
  };
}

/** The CVCA certificate, self-signed, whole (7F21). The chip's date starts at its effective date or later. */
function trustPointChange(chip: Chip, content: Uint8Array): Partial<ChipCells> {
  const certificate = decodeCvCertificate(content);
  chip.meter.operation('ecdsa-setup');
  chip.meter.operation('ecdsa-verify');
  if (!isSelfSignedCvca(certificate)) refuse(SW.WRONG_DATA);
  const effective = toEpochDays(certificate.effective);
  return {
    trustPointCertificate: content,
    trustPoints: [
      {
        reference: certificate.chr,
        publicKey: certificate.publicKey,
        template: certificate.template,
        expiry: toEpochDays(certificate.expiry),
      },
    ],
    chipDate: Math.max(chip.memory.read('chipDate'), effective),
  };
}

function isSelfSignedCvca(certificate: CvCertificate): boolean {
  return (
    certificate.template.role === 'cvca' &&
    certificate.car === certificate.chr &&
    verifyCvCertificate({ certificate, issuerKey: certificate.publicKey })
  );
}

/** Each floor: `data group (1) | version (4) | length of grantor (1) | grantor`. */
function floorsBytes(floors: readonly VersionFloor[]): Uint8Array | undefined {
  if (floors.length === 0) return undefined;
  return concatBytes(
    ...floors.flatMap(({ dataGroup, version, grantor }) => {
      const name = encodeUtf8(grantor);
      return [Uint8Array.of(dataGroup), uint32Bytes(version), Uint8Array.of(name.length), name];
    }),
  );
}

function floorsFrom(content: Uint8Array): readonly VersionFloor[] {
  const floors: VersionFloor[] = [];
  let rest = content;
  while (rest.length > 0) {
    const dataGroup = rest[0] ?? 0;
    const nameLength = rest[5] ?? 0;
    if (!RECORD_GROUPS.includes(dataGroup)) refuse(SW.WRONG_DATA);
    if (rest.length < 6 + nameLength) refuse(SW.WRONG_DATA);
    const grantor = grantorFrom(rest.subarray(6, 6 + nameLength));
    floors.push({ dataGroup, version: readUint(rest.subarray(1, 5)), grantor });
    rest = rest.subarray(6 + nameLength);
  }
  return floors;
}

function grantorFrom(name: Uint8Array): string {
  const text = name.every((byte) => byte < 0x80) ? decodeUtf8(name) : '';
  return isGrantor(text) ? text : refuse(SW.WRONG_DATA);
}
