import type { CardTransport } from '@residence-permit/shared/apdu';
import type { Outcome } from '@residence-permit/shared/outcome';
import type { AskPin } from '../../../../live-card/index.ts';
import type { EndorsementEntry, QuarantineReason } from '../../../../register/index.ts';
import type { CaseRefusal } from '../../../../use-cases/applications/index.ts';
import type { Collector, ProductionAttempt, SignedIn } from '../../../../use-cases/ports/index.ts';
import type {
  ActivateRefusal,
  CardFaceContent,
  CardSecretKind,
  CardSecretRefusal,
  HandOverRefusal,
  ProduceRefusal,
  PutBackRefusal,
  QualityRefusal,
  ReadBackRefusal,
  ReserveRefusal,
  SetAsideRefusal,
} from '../../../../use-cases/production/index.ts';

/** A reader of a counter. */
export type CounterPlace = {
  /** Name of the counter's agent. */
  readonly agent: string;
  readonly reader?: string;
  /** How long to wait for a card. */
  readonly waitMs: number;
};

/** The way to a card on a counter's reader; each call powers it up anew. @throws CardError AGENT_ABSENT and what the reader says */
export type PlaceCardAt = (
  at: CounterPlace,
) => () => Promise<{ readonly transport: CardTransport; release(): Promise<void> }>;

type OnCard = { readonly cardNumber: string };
type OnReader = OnCard & { readonly placeCard: ReturnType<PlaceCardAt> };
type Does<Input, Value, Refusal extends string> = (
  by: SignedIn,
  input: Input,
) => Promise<Outcome<Value, Refusal | CaseRefusal>>;

/** What the routes of production call; each asks for the right before it begins. */
export type ProductionUseCases = {
  readonly reserveCard: Does<{ readonly applicationId: string }, ProductionAttempt, ReserveRefusal>;
  readonly produceCard: Does<OnReader, ProductionAttempt, ProduceRefusal>;
  readonly readBackCard: Does<OnReader, ProductionAttempt, ReadBackRefusal>;
  readonly checkQuality: Does<OnCard & { readonly place: string }, ProductionAttempt, QualityRefusal>;
  readonly handOverCard: Does<
    OnCard & { readonly collector: Collector; readonly isOldCardReturned: boolean },
    ProductionAttempt,
    HandOverRefusal
  >;
  readonly putBackCard: Does<OnCard & { readonly place: string }, ProductionAttempt, PutBackRefusal>;
  readonly activateCard: Does<OnReader & { readonly askPin: AskPin }, EndorsementEntry, ActivateRefusal>;
  readonly readCardSecret: Does<OnCard & { readonly kind: CardSecretKind }, string, CardSecretRefusal>;
  readonly readCardFace: Does<OnCard, CardFaceContent, CardSecretRefusal>;
  readonly setAsideCard: Does<OnCard & { readonly reason: QuarantineReason }, ProductionAttempt, SetAsideRefusal>;
};
