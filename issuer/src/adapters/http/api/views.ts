import * as z from 'zod';
import type { CardOfCase } from '../../../use-cases/applications/index.ts';
import type {
  Appeal,
  Application,
  Decision,
  Evidence,
  Fee,
  Permit,
  PermitGrant,
  Registration,
} from '../../../use-cases/ports/index.ts';
import { CardNumber, CaseNumber, Instant, LanguageWord, Reason, SpeakerWord, StateWord } from './bodies.ts';

/** What a person's record shows. */
export const PersonView = z.strictObject({
  id: z.uuid(),
  officeId: z.string(),
  name: z.string(),
  birthDate: z.iso.date(),
  citizenId: z.string(),
  isSealed: z.boolean(),
  language: LanguageWord,
  diedOn: z.iso.date().optional(),
  details: z.strictObject({
    sex: z.int(),
    ethnicGroup: z.string(),
    hukouAddress: z.string(),
    residenceAddress: z.string(),
    contact: z.string().optional(),
  }),
});

export const ProxyView = z.strictObject({
  name: z.string(),
  citizenId: z.string(),
  relation: StateWord,
  ground: z.string(),
});

/** A case; `eligibility` is what the rules found, with clauses and references of papers. */
export const ApplicationView = z.strictObject({
  id: z.uuid(),
  number: CaseNumber,
  officeId: z.string(),
  kind: StateWord,
  state: StateWord,
  personId: z.uuid(),
  permitId: z.uuid().optional(),
  door: StateWord,
  enteredBy: z.uuid(),
  organisationId: z.string().optional(),
  proxy: ProxyView.optional(),
  createdAt: Instant,
  submittedAt: Instant.optional(),
  acceptedAt: Instant.optional(),
  dueOn: z.iso.date().optional(),
  extendedFor: z.string().optional(),
  supplementAt: Instant.optional(),
  supplement: z.unknown().optional(),
  waitingSince: Instant.optional(),
  policyVersion: z.string(),
  eligibility: z.unknown().optional(),
  isOwnError: z.boolean(),
  takenBy: z.uuid().optional(),
  takenAt: Instant.optional(),
  version: z.int(),
});

export const FactView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  value: z.string(),
  saidBy: SpeakerWord,
  reporterId: z.uuid().optional(),
  evidenceId: z.uuid().optional(),
  saidAt: Instant,
});

export const EvidenceView = z.strictObject({
  id: z.uuid(),
  type: StateWord,
  mediaType: z.string(),
  size: z.int(),
  source: StateWord,
  addedBy: z.uuid(),
  addedAt: Instant,
  retainUntil: z.iso.date(),
});

export const DecisionView = z.strictObject({
  id: z.uuid(),
  outcome: StateWord,
  reasons: z.array(Reason),
  serviceClass: z.int().optional(),
  ruleVersion: z.string(),
  deciderId: z.uuid(),
  secondId: z.uuid().optional(),
  decidedAt: Instant,
});

export const AppealView = z.strictObject({
  id: z.uuid(),
  decisionId: z.uuid(),
  state: StateWord,
  grounds: z.string(),
  filedAt: Instant,
  dueOn: z.iso.date(),
  outcome: StateWord.optional(),
  reasons: z.array(Reason).optional(),
  decidedBy: z.uuid().optional(),
  decidedAt: Instant.optional(),
});

export const FeeView = z.strictObject({
  id: z.uuid(),
  rule: z.string(),
  ruleVersion: z.string(),
  amountFen: z.int(),
  waivedFor: z.string().optional(),
  receiptNumber: z.string().optional(),
  paidAt: Instant.optional(),
});

export const MoveView = z.strictObject({
  from: StateWord.optional(),
  to: StateWord,
  actorId: z.uuid().optional(),
  reason: z.string(),
  ruleVersion: z.string().optional(),
  at: Instant,
});

/** A card of a case, from its number to its activation. */
export const CardView = z.strictObject({
  cardNumber: CardNumber,
  state: StateWord,
  tries: z.int(),
  lastCode: z.string().optional(),
  readBackAt: Instant.optional(),
  checkedBy: z.uuid().optional(),
  checkedAt: Instant.optional(),
  heldAt: z.string().optional(),
  heldSince: Instant.optional(),
  handedOverAt: Instant.optional(),
  activatedAt: Instant.optional(),
  createdAt: Instant,
});

/** A published ground for more time. */
export const ExtensionGroundView = z.strictObject({
  id: StateWord,
  titles: z.strictObject({ zh: z.string(), en: z.string() }),
  clause: z.string(),
});

export const PermitView = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  state: StateWord,
  issuedOn: z.iso.date(),
  residenceSince: z.iso.date(),
  continuousMonths: z.int(),
  grounds: z.array(z.int()),
  serviceClass: z.int(),
  endorsedThrough: z.iso.date().optional(),
});

export const RegistrationView = z.strictObject({
  id: z.uuid(),
  officeId: z.string(),
  state: StateWord,
  address: z.string(),
  from: z.iso.date(),
  through: z.iso.date().optional(),
  source: SpeakerWord,
  enteredBy: z.uuid(),
  createdAt: Instant,
  verifiedBy: z.uuid().optional(),
  verifiedAt: Instant.optional(),
  evidenceId: z.uuid().optional(),
  isLate: z.boolean(),
});

/** An entitlement, as its permit holds it. */
export const GrantView = z.strictObject({
  id: z.uuid(),
  grantor: z.string().regex(/^[a-z0-9-]{1,16}$/),
  kind: z.string().regex(/^[a-z0-9-]{1,32}$/),
  dataGroup: z.int(),
  catalogueVersion: z.int(),
  state: StateWord,
  from: z.iso.date(),
  through: z.iso.date(),
  limit: z.int().optional(),
  period: z.int().optional(),
  grade: z.int().optional(),
  reference: z.string(),
  enteredBy: z.uuid(),
  enteredAt: Instant,
  approvedBy: z.uuid().optional(),
  approvedAt: Instant.optional(),
});

export const toApplicationView = ({ keyId: _k, ...rest }: Application) => rest;
export const toRegistrationView = ({ personId: _p, version: _v, ...rest }: Registration) => rest;
export const toEvidenceView = ({ personId: _p, keyId: _k, applicationId: _a, address: _b, ...rest }: Evidence) => rest;
export const toDecisionView = ({ applicationId: _a, ...rest }: Decision) => rest;
export const toAppealView = ({ applicationId: _a, filedBy: _f, admittedBy: _b, version: _v, ...rest }: Appeal) => rest;
export const toFeeView = (fee: Fee) => {
  const { applicationId: _a, officeId: _o, takenBy: _t, waivedBy: _w, ...rest } = fee;
  return rest;
};
export const toPermitView = (permit: Permit) => {
  const { permitRef: _r, personId: _p, officeId: _o, portraitId: _i, terminatedFor: _t, version: _v, ...rest } = permit;
  return rest;
};
export const toGrantView = ({ grantRef: _r, permitId: _p, instruction: _i, version: _v, ...rest }: PermitGrant) => rest;
export const toCardView = (card: CardOfCase): z.input<typeof CardView> => {
  const { id: _i, applicationId: _a, decisionId: _d, officeId: _o, personId: _p, keyId: _k, ...rest } = card;
  const { batchId: _b, handedOverBy: _h, collector: _c, version: _v, ...shown } = rest;
  return shown;
};
