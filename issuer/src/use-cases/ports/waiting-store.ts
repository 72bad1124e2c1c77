import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ErasureGround } from '../../domain/retention/index.ts';

/** What waits for somebody to look at it again, or for a second person. */
export const WAITING_KINDS = [
  'duplicate',
  'merge',
  'undo',
  'erasure',
  'appeal',
  'stay',
  'report',
  'grant',
  'withdrawal',
] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

/** One thing that waits. It names nobody: only ids, numbers and states. */
export type WaitingLine = {
  readonly kind: WaitingKind;
  readonly id: string;
  /** Where it stands: a state of its life cycle; of a pair of records what was said of it so far. */
  readonly state: string;
  /** Seconds since the epoch. */
  readonly since: number;
  /** Last day on which it is in time. */
  readonly dueOn?: PlainDate;
  /** Of a case or of a permit. */
  readonly number?: string;
  readonly applicationId?: string;
  readonly personId?: string;
  /** The other record of a pair; of a merge the one that would be closed. */
  readonly otherId?: string;
  /** Of an erasure: on what ground of the law it was asked for. */
  readonly ground?: ErasureGround;
  /** Who entered it or asked for it, and so is not the second person. */
  readonly by?: string;
};

/** @throws PermitError STORE_FAILED */
export type WaitingStore = {
  /** What of a kind waits at an office, the oldest first. */
  find(kind: WaitingKind, at: { readonly officeId: string; readonly limit: number }): Promise<readonly WaitingLine[]>;
};
