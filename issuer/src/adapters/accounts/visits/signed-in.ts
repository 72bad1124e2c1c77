import type { StepUpClass, Subject } from '../../../domain/rights/index.ts';
import type { AccountRecord } from '../records/account-record.ts';
import type { Browser } from './browser.ts';
import type { Visit } from './visit.ts';

/** A proof of presence that is still fresh. */
export type FreshProof = { readonly class: StepUpClass; readonly expiresAt: Date };

/** An account whose visit was checked for this very request. */
export type SignedIn = {
  readonly account: AccountRecord;
  readonly visit: Visit;
  readonly proofs: readonly FreshProof[];
  readonly subject: Subject;
};

declare global {
  namespace Express {
    interface Locals {
      browser?: Browser;
      signedIn?: SignedIn;
      /** Whose visit is locked: nobody is signed in until the password is shown again. */
      locked?: SignedIn;
    }
  }
}
