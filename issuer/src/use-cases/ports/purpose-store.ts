import type { Purpose as TapPurpose, Titles } from '@residence-permit/shared/purposes';
import type { Purpose as OfficePurpose } from '../../domain/rights/index.ts';

/** What officers open records for, in words for everybody. */
export type OfficePurposeEntry = {
  readonly id: OfficePurpose;
  readonly titles: Titles;
  /** Whether opening a record for it names a case. */
  readonly caseNumber: boolean;
};

/** Every purpose for which data of people is seen: by officers in the register, by terminals on the card. */
export type PurposeEntries = {
  readonly office: readonly OfficePurposeEntry[];
  readonly terminal: readonly TapPurpose[];
};

/** Purposes as they were published. */
export type PublishedPurposes = PurposeEntries & {
  /** From 1, ascending; 0 are those that stand before anything was published. */
  readonly version: number;
  /** Seconds since the epoch; absent for version 0. */
  readonly publishedAt?: number;
};

/** Purposes that wait for a second person. */
export type PurposeProposal = PurposeEntries & {
  readonly id: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly publishedVersion?: number;
};

/** @throws PermitError STORE_CONFLICT when others were published first; STORE_FAILED */
export type PurposeStore = {
  newest(): Promise<PublishedPurposes | undefined>;
  find(version: number): Promise<PublishedPurposes | undefined>;
  insertProposal(proposal: PurposeProposal): Promise<void>;
  findProposal(id: string): Promise<PurposeProposal | undefined>;
  /** Those that nobody published, the newest first. */
  listProposals(limit: number): Promise<readonly PurposeProposal[]>;
  publish(
    proposal: PurposeProposal,
    as: { readonly version: number; readonly accountId: string; readonly at: number },
  ): Promise<void>;
};
