import { STORE_TARGET } from '@residence-permit/shared/apdu';
import { toHex } from '@residence-permit/shared/bytes';
import type { EntitlementRecord } from '@residence-permit/shared/records';
import { expect, test } from 'vitest';
import { targetsOf } from './card-file-targets.ts';

const permitRef = new Uint8Array(16).fill(7);
const record = (grantor: string, version: number): EntitlementRecord => ({
  dataGroup: 21,
  grantor,
  version,
  binding: permitRef,
  grants: [],
});
const content = (entitlements: readonly EntitlementRecord[]) =>
  targetsOf({
    files: new Map([
      [14, Uint8Array.of(14)],
      [1, Uint8Array.of(1)],
    ]),
    secrets: { can: '012345', puk: '9876543210' },
    cvcaCertificate: Uint8Array.of(0x7f, 0x21, 0),
    permitRef,
    entitlements,
  });

test('data groups come first and ascending, then passwords, trust point and reference', () => {
  const targets = content([]);
  expect([...targets.keys()]).toEqual([
    1,
    14,
    STORE_TARGET.can,
    STORE_TARGET.puk,
    STORE_TARGET.cvca,
    STORE_TARGET.permitRef,
  ]);
  expect(toHex(targets.get(STORE_TARGET.can) ?? new Uint8Array())).toBe('303132333435');
});

test('floors stand one below the newest version, and only where there was more than one', () => {
  const targets = content([record('culture', 258), record('transport', 1)]);
  expect(toHex(targets.get(STORE_TARGET.versionFloors) ?? new Uint8Array())).toBe('15000001010763756c74757265');
  expect(content([record('culture', 1)]).has(STORE_TARGET.versionFloors)).toBe(false);
});
