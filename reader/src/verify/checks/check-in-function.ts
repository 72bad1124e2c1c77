import { equalBytes } from '@residence-permit/shared/bytes';
import { verifySign1 } from '@residence-permit/shared/cose';
import { DecodeError } from '@residence-permit/shared/errors';
import { compareDates } from '@residence-permit/shared/plain-date';
import {
  chipBinding,
  decodeEndorsementFile,
  decodeSignedEndorsement,
  type Endorsement,
  endorsementEnvelopeMatches,
  type RecordEnvelope,
  type SignedEndorsement,
} from '@residence-permit/shared/records';
import { type Answer, no, type NotYes, unknown, YES } from '../answer.ts';
import { type Circumstances, todayOf } from '../circumstances.ts';
import { attempt } from './attempt.ts';
import { isSignerBelieved } from './signer-in-force.ts';

/** `endorsement` is there when it is signed for this chip, whether or not today lies in it. */
export type InFunctionFinding = { readonly answer: Answer; readonly endorsement?: Endorsement };

/** Is the yearly endorsement of this very chip in force today? The chip's own word for it is never taken. */
export function checkInFunction(input: {
  /** Content of DG17. */
  readonly fileBytes: Uint8Array;
  /** From the authentic record. */
  readonly deviceKey: Uint8Array;
  readonly circumstances: Circumstances;
}): InFunctionFinding {
  const envelope = attempt(() => decodeEndorsementFile(input.fileBytes));
  if (envelope === undefined) return { answer: no('NOT_ENDORSED') };
  if (envelope instanceof DecodeError) return { answer: no(envelope.code) };
  const signed = attempt(() => decodeSignedEndorsement(envelope.signedBytes));
  if (signed instanceof DecodeError) return { answer: no(signed.code) };
  const refusal = checkSigned({ ...input, envelope, signed });
  if (refusal !== undefined) return { answer: refusal };
  return { answer: checkDates(signed.endorsement, input.circumstances), endorsement: signed.endorsement };
}

function checkSigned(input: {
  readonly envelope: RecordEnvelope;
  readonly signed: SignedEndorsement;
  readonly deviceKey: Uint8Array;
  readonly circumstances: Circumstances;
}): NotYes | undefined {
  const { envelope, signed } = input;
  const { trust, engine, at } = input.circumstances;
  const signer = trust.findSigner(signed.keyId);
  if (signer === undefined) return unknown('SIGNER_UNKNOWN');
  if (!verifySign1({ sign1: signed.sign1, publicKey: signer.publicKey, engine })) return no('SIGNATURE_BAD');
  if (signer.use !== 'document') return no('GRANTOR_NOT_ALLOWED');
  if (!isSignerBelieved(signer, signed.sign1, at)) return no('SIGNER_NOT_IN_FORCE');
  if (!equalBytes(signed.endorsement.binding, chipBinding(input.deviceKey))) return no('BINDING_MISMATCH');
  return endorsementEnvelopeMatches(envelope, signed.endorsement) ? undefined : no('ENVELOPE_MISMATCH');
}

/**
 * Both days included. An office signs an endorsement on the first day of its window, never before: a window that begins
 * later than today is the clock's fault, not the card's.
 */
function checkDates(endorsement: Endorsement, circumstances: Circumstances): Answer {
  const today = todayOf(circumstances);
  if (compareDates(today, endorsement.windowFrom) < 0) return unknown('CLOCK_BEHIND_CARD');
  if (compareDates(today, endorsement.endorsedThrough) > 0) return no('ENDORSEMENT_LAPSED');
  return YES;
}
