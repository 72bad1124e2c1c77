import { toHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey, keyIdOf } from '@residence-permit/shared/cose';
import { DecodeError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { isGrantor } from '@residence-permit/shared/records';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { DepartmentKey, SignedIn } from '../ports/index.ts';

export type RegisterKeyRefusal =
  | RightRefusal
  | 'key-bad'
  | 'key-known'
  /** Not after today, or later than a key may be used to sign. */
  | 'expiry-bad';
export type ChangeKeyRefusal = RightRefusal | 'key-unknown' | 'already-confirmed' | 'key-withdrawn';

/** How long a department signs with one key at most: NIST SP 800-57 part 1 rev. 5, §5.3.6 has one to three years. */
export const DEPARTMENT_KEY_DAYS = 730;
const DAY_S = 86_400;

const act = { action: 'key.ceremony' } as const;

/** Enters the key with which a department is to sign its instructions. It is good once a second person has confirmed it. */
export function makeRegisterDepartmentKey(deps: OfficeDeps) {
  return (
    by: SignedIn,
    input: {
      readonly grantor: string;
      /** Ed25519, 32 bytes. */
      readonly publicKey: Uint8Array;
      /** Seconds since the epoch; as late as can be where it is absent. */
      readonly expiresAt?: number;
    },
  ): Promise<Outcome<DepartmentKey, RegisterKeyRefusal>> =>
    atOffice<DepartmentKey, RegisterKeyRefusal>(deps, by, act, async (tx, { now }) => {
      const keyId = keyIdOfBytes(input.publicKey);
      if (keyId === undefined || !isGrantor(input.grantor)) return refused('key-bad');
      if ((await tx.departmentKeys.find(keyId)) !== undefined) return refused('key-known');
      const latest = now + DEPARTMENT_KEY_DAYS * DAY_S;
      const { expiresAt = latest } = input;
      if (expiresAt <= now || expiresAt > latest) return refused('expiry-bad');
      const key = { ...input, keyId, proposedBy: by.accountId, proposedAt: now, expiresAt };
      await tx.departmentKeys.insert(key);
      await tx.audit({ action: 'key.ceremony', object: `department key ${keyId}`, reason: 'proposed' });
      return ok(key);
    });
}

/** Makes a registered key good. By another person than whoever entered it. */
export function makeConfirmDepartmentKey(deps: OfficeDeps) {
  return (by: SignedIn, { keyId }: { readonly keyId: string }): Promise<Outcome<DepartmentKey, ChangeKeyRefusal>> =>
    atOffice<DepartmentKey, ChangeKeyRefusal>(deps, by, act, async (tx, { now }) => {
      const key = await tx.departmentKeys.find(keyId);
      if (key === undefined) return refused('key-unknown');
      if (key.withdrawnAt !== undefined) return refused('key-withdrawn');
      if (key.confirmedAt !== undefined) return refused('already-confirmed');
      if (key.proposedBy === by.accountId) return refused('same-person');
      await tx.departmentKeys.confirm(keyId, { accountId: by.accountId, at: now });
      await tx.audit({ action: 'key.ceremony', object: `department key ${keyId}`, reason: 'confirmed' });
      return ok({ ...key, confirmedBy: by.accountId, confirmedAt: now });
    });
}

/** Takes a key out of use at once, by one person: what it signed before stays carried out. */
export function makeWithdrawDepartmentKey(deps: OfficeDeps) {
  return (by: SignedIn, { keyId }: { readonly keyId: string }): Promise<Outcome<DepartmentKey, ChangeKeyRefusal>> =>
    atOffice<DepartmentKey, ChangeKeyRefusal>(deps, by, act, async (tx, { now }) => {
      const key = await tx.departmentKeys.find(keyId);
      if (key === undefined) return refused('key-unknown');
      if (key.withdrawnAt !== undefined) return refused('key-withdrawn');
      await tx.departmentKeys.withdraw(keyId, { accountId: by.accountId, at: now });
      await tx.audit({ action: 'key.ceremony', object: `department key ${keyId}`, reason: 'withdrawn' });
      return ok({ ...key, withdrawnBy: by.accountId, withdrawnAt: now });
    });
}

/** Every key of every department, those out of use among them. */
export function makeListDepartmentKeys(deps: OfficeDeps) {
  return (by: SignedIn): Promise<Outcome<readonly DepartmentKey[], RightRefusal>> =>
    atOffice<readonly DepartmentKey[], never>(deps, by, act, async (tx) => ok(await tx.departmentKeys.list()));
}

function keyIdOfBytes(publicKey: Uint8Array): string | undefined {
  try {
    return toHex(keyIdOf(importEd25519PublicKey(publicKey)));
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}
