/** A key with which a department signs its instructions. */
export type DepartmentKey = {
  /** The first 8 bytes of SHA-256 over the key, as 16 hexadecimal digits. */
  readonly keyId: string;
  readonly grantor: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly proposedBy: string;
  /** Seconds since the epoch. */
  readonly proposedAt: number;
  /** Seconds since the epoch: from then on it is not good. Nobody changes it; another key takes its place. */
  readonly expiresAt: number;
  /** It is good from the second signature until it expires or is withdrawn. */
  readonly confirmedBy?: string;
  readonly confirmedAt?: number;
  readonly withdrawnBy?: string;
  readonly withdrawnAt?: number;
};

/** @throws PermitError STORE_CONFLICT when it is registered, or was signed for before; STORE_FAILED */
export type DepartmentKeyStore = {
  insert(key: DepartmentKey): Promise<void>;
  find(keyId: string): Promise<DepartmentKey | undefined>;
  list(): Promise<readonly DepartmentKey[]>;
  confirm(keyId: string, by: { readonly accountId: string; readonly at: number }): Promise<void>;
  withdraw(keyId: string, by: { readonly accountId: string; readonly at: number }): Promise<void>;
};
