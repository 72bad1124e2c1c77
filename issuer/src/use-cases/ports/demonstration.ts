import type { Code } from '@residence-permit/shared/errors';
import type { Outcome } from '@residence-permit/shared/outcome';
import type { AnswerId, Titles } from '@residence-permit/shared/purposes';
import type { ReleasedFields } from '@residence-permit/shared/records';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ApplicationState, StockState } from '../../domain/lifecycles/index.ts';
import type { Role } from '../../domain/rights/index.ts';

/** Somebody invented whom a visitor may sign in as; the password is no secret. */
export type DemonstrationLogin = {
  readonly login: string;
  readonly password: string;
  readonly roles: readonly Role[];
  /** Who that is, in words. */
  readonly titles: Titles;
  /** One of the three officers between whom a card is issued; the others have it easier elsewhere. */
  readonly isIssuing: boolean;
};

/** A card that lies at the counter of the demonstration: on its reader, or in the pile beside it. */
export type DemonstrationCard = {
  /** 20 hexadecimal digits: the number of the chip. */
  readonly serial: string;
  /** Where the stock ledger has it; absent for a blank that was not taken in yet. */
  readonly account?: StockState;
  /** What is printed on its front, once it was written. `can`: six digits. */
  readonly front?: { readonly cardNumber: string; readonly holderName: string; readonly can: string };
  readonly isOnReader: boolean;
};

/** A place that taps cards. Without a certificate it reads what an uncertified terminal may. */
export type DemonstrationServicePoint = {
  /** Lower-case words joined by hyphens. */
  readonly id: string;
  readonly titles: Titles;
  /** Id of a published purpose. */
  readonly purpose: string;
  readonly isCertified: boolean;
};

/** The case with which a visitor is led from the counter to an active card. */
export type GuidedCase = {
  readonly applicationId: string;
  readonly number: string;
  readonly holderName: string;
  readonly state: ApplicationState;
};

/** What the public verifier said at a service point. */
export type DemonstrationTap = {
  readonly servicePoint: DemonstrationServicePoint;
  readonly verdict: 'accepted' | 'rejected' | 'undecided';
  /** Each with a code unless it is yes. */
  readonly answers: Readonly<Record<AnswerId, { readonly answer: 'yes' | 'no' | 'unknown'; readonly code?: Code }>>;
  readonly reasons: readonly Code[];
  /** What the purpose names and the card released; nothing unless it is authentic. */
  readonly fields: ReleasedFields;
  /** Data groups that the purpose names and that were not obtained, ascending. */
  readonly withheld: readonly number[];
  /** Last day of the grant that covers the service; absent where none does, or none was asked for. */
  readonly coveredThrough?: PlainDate;
  /** Last day of the yearly endorsement, passed or not; absent where it was not read. */
  readonly endorsedThrough?: PlainDate;
  /** Commands, and bytes both ways. */
  readonly cost: { readonly apdus: number; readonly bytes: number };
};

export type DemonstrationTapRefusal =
  | 'service-point-unknown'
  /** The number on the front has six digits. */
  | 'number-malformed'
  /** None lies on the reader. */
  | 'card-absent';

export type LayCardRefusal =
  | 'card-unknown'
  /** A real reader has its card from somebody's hand. */
  | 'reader-is-real';

/** What a demonstration puts beside the office: whom one may be, and cards to be laid on a reader. An office in production has none. */
export type Demonstration = {
  readonly logins: readonly DemonstrationLogin[];
  /** The counter at which the cards lie, and its reader by name. */
  readonly station: { readonly agent: string; readonly reader: string };
  /** `virtual`: behind the PC/SC service of this machine; `in-process`: in the counter's agent; `real`: one that is plugged in. */
  readonly reader: 'virtual' | 'in-process' | 'real';
  readonly servicePoints: readonly DemonstrationServicePoint[];
  /** The first prepared case that has no active card yet; nothing once each has one. */
  guidedCase(): Promise<GuidedCase | undefined>;
  /** Cards that lie at the counter, blanks first; none for a real reader. */
  cards(): Promise<readonly DemonstrationCard[]>;
  /**
   * Lays a card on the reader, none for `undefined`. The one that lies there is pulled away, whatever the counter does with it.
   * @throws CardError READER_FAILED
   */
  lay(serial: string | undefined): Promise<Outcome<void, LayCardRefusal>>;
  /**
   * The card on the reader as that service point would see it, by the public verifier.
   * @throws CardError AGENT_ABSENT and what the reader says
   */
  tap(input: {
    readonly servicePoint: string;
    /** The six digits on the front. */
    readonly can: string;
  }): Promise<Outcome<DemonstrationTap, DemonstrationTapRefusal>>;
};
