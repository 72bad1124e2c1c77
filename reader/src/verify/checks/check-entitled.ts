import { equalBytes } from '@residence-permit/shared/bytes';
import { verifySign1 } from '@residence-permit/shared/cose';
import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import { DecodeError } from '@residence-permit/shared/errors';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import {
  decodeSignedEntitlementRecord,
  decodeSlots,
  entitlementEnvelopeMatches,
  type Grant,
  type RecordEnvelope,
  type SignedEntitlementRecord,
} from '@residence-permit/shared/records';
import { type Answer, no, type NotYes, unknown, YES } from '../answer.ts';
import { type Circumstances, todayOf } from '../circumstances.ts';
import { attempt } from './attempt.ts';
import { isSignerBelieved } from './signer-in-force.ts';

/** The grant that made the answer yes, and where it stands on the card. */
export type CoveringGrant = { readonly dataGroup: number; readonly grantor: string; readonly grant: Grant };

export type EntitledFinding = { readonly answer: Answer; readonly covering?: CoveringGrant };

type SlotContext = {
  readonly kind: EntitlementKind;
  /** From the authentic record. */
  readonly permitRef: Uint8Array;
  readonly circumstances: Circumstances;
};

/**
 * Does a grant of this kind, signed by a key that may grant it, cover today? One good grant is enough; failing that, what
 * could not be decided outweighs what was refused, so that a yes still possible is not called a no.
 */
export function checkEntitled(input: SlotContext & { readonly fileBytes: Uint8Array }): EntitledFinding {
  const envelopes = attempt(() => decodeSlots(input.fileBytes));
  if (envelopes instanceof DecodeError) return { answer: no(envelopes.code) };
  const findings = envelopes.flatMap((envelope) => checkSlot(envelope, input));
  return (
    findings.find(({ answer }) => answer.answer === 'yes') ??
    findings.find(({ answer }) => answer.answer === 'unknown') ??
    findings[0] ?? { answer: no('NO_GRANT') }
  );
}

/** One finding for each grant of the kind in the slot; none where the slot has nothing to do with the kind. */
function checkSlot(envelope: RecordEnvelope, context: SlotContext): readonly EntitledFinding[] {
  const signed = attempt(() => decodeSignedEntitlementRecord(envelope.signedBytes));
  if (signed instanceof DecodeError) {
    return envelope.grantor === context.kind.grantor ? [{ answer: no(signed.code) }] : [];
  }
  const grants = signed.record.grants.filter((grant) => grant.kind === context.kind.id);
  if (grants.length === 0) return [];
  const refusal = checkRecord({ envelope, signed, context });
  if (refusal !== undefined) return [{ answer: refusal }];
  const { dataGroup, grantor } = signed.record;
  return grants.map((grant) => {
    const answer = checkGrant(grant, context.circumstances);
    return answer.answer === 'yes' ? { answer, covering: { dataGroup, grantor, grant } } : { answer };
  });
}

function checkRecord(input: {
  readonly envelope: RecordEnvelope;
  readonly signed: SignedEntitlementRecord;
  readonly context: SlotContext;
}): NotYes | undefined {
  const { envelope, signed } = input;
  const { kind, permitRef, circumstances } = input.context;
  const { trust, engine, at } = circumstances;
  const { record } = signed;
  const signer = trust.findSigner(signed.keyId);
  if (signer === undefined) return unknown('SIGNER_UNKNOWN');
  if (!verifySign1({ sign1: signed.sign1, publicKey: signer.publicKey, engine })) return no('SIGNATURE_BAD');
  const allowed = signer.use === 'grantor' && signer.grantor === record.grantor && signer.kinds.includes(kind.id);
  if (!allowed || record.grantor !== kind.grantor) return no('GRANTOR_NOT_ALLOWED');
  if (!isSignerBelieved(signer, signed.sign1, at)) return no('SIGNER_NOT_IN_FORCE');
  if (!equalBytes(record.binding, permitRef)) return no('BINDING_MISMATCH');
  const matches = entitlementEnvelopeMatches({ dataGroup: kind.dataGroup, envelope, record });
  return matches ? undefined : no('ENVELOPE_MISMATCH');
}

/** A grant that its department took back is over before its last day, whatever record still carries it. */
function checkGrant(grant: Grant, circumstances: Circumstances): Answer {
  if (circumstances.trust.isGrantWithdrawn(grant.id)) return no('GRANT_WITHDRAWN');
  return checkDates(grant, todayOf(circumstances));
}

/** Both days included. How often a counted grant was used the chip alone knows, and COUNT refuses past the limit. */
function checkDates(grant: Grant, today: PlainDate): Answer {
  if (compareDates(today, grant.from) < 0) return no('GRANT_NOT_YET');
  if (compareDates(today, grant.through) > 0) return no('GRANT_EXPIRED');
  return YES;
}
