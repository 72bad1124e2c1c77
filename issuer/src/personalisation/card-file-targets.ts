import { STORE_TARGET } from '@residence-permit/shared/apdu';
import { concatBytes, encodeUtf8, uint32Bytes } from '@residence-permit/shared/bytes';

import type { EntitlementRecord } from '@residence-permit/shared/records';
import type { PermitFiles } from '../signing/index.ts';

/** Passwords of one card: the CAN stands on its face, the PUK goes to the holder in a letter. */
export type CardSecrets = {
  /** Six digits. */
  readonly can: string;
  /** Ten digits. */
  readonly puk: string;
};

/** Everything that is stored on one chip. */
export type CardContent = {
  readonly files: PermitFiles;
  readonly secrets: CardSecrets;
  /** The whole `7F21`: what the chip trusts in terminal authentication. */
  readonly cvcaCertificate: Uint8Array;
  readonly permitRef: Uint8Array;
  /** The permit's grants so far; a reissued card must not take older ones. */
  readonly entitlements: readonly EntitlementRecord[];
};

/** Target → content, in the order in which it is stored. */
export function targetsOf(content: CardContent): ReadonlyMap<number, Uint8Array> {
  return new Map([
    ...[...content.files].sort(([a], [b]) => a - b),
    [STORE_TARGET.can, encodeUtf8(content.secrets.can)],
    [STORE_TARGET.puk, encodeUtf8(content.secrets.puk)],
    [STORE_TARGET.cvca, content.cvcaCertificate],
    [STORE_TARGET.permitRef, content.permitRef],
    ...versionFloors(content.entitlements),
  ]);
}

/**
 * The lowest version that each grantor's record may be above: one below the newest, so that the newest can be written and
 * nothing older. Entry: data group (1) ‖ version (4) ‖ length of the grantor's name (1) ‖ name.
 */
function versionFloors(records: readonly EntitlementRecord[]): readonly [number, Uint8Array][] {
  const raised = records.filter((record) => record.version > 1);
  if (raised.length === 0) return [];
  const entries = raised.map(({ dataGroup, version, grantor }) => {
    const name = encodeUtf8(grantor);
    return concatBytes(Uint8Array.of(dataGroup), uint32Bytes(version - 1), Uint8Array.of(name.length), name);
  });
  return [[STORE_TARGET.versionFloors, concatBytes(...entries)]];
}
