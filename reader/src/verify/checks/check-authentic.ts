import { DecodeError } from '@residence-permit/shared/errors';
import { decodePermitDocument, type PermitDocument, verifyPermitDocument } from '@residence-permit/shared/records';
import { type Answer, no, type NotYes, unknown, YES } from '../answer.ts';
import type { Circumstances } from '../circumstances.ts';
import { attempt } from './attempt.ts';
import { checkTrustFresh } from './check-trust-fresh.ts';
import { couldSignAt, isSignerBelieved } from './signer-in-force.ts';

/**
 * Is DG1 signed by a document signer of the trust bundle? A signer that the bundle does not name makes the answer
 * unknown; a wrong signature under one that it names makes it no. The document is given out only with a yes.
 */
export function checkAuthentic(dg1Bytes: Uint8Array, circumstances: Circumstances): PermitDocument | NotYes {
  const document = attempt(() => decodePermitDocument(dg1Bytes));
  if (document instanceof DecodeError) return no(document.code);
  const answer = checkSigner(document, circumstances);
  return answer.answer === 'yes' ? document : answer;
}

function checkSigner(document: PermitDocument, circumstances: Circumstances): Answer {
  const { trust, engine, at } = circumstances;
  const signer = trust.findDocumentSigner(document.thumbprint);
  if (signer === undefined) return unknown('SIGNER_UNKNOWN');
  if (!verifyPermitDocument({ document, publicKey: signer.publicKey, engine })) return no('SIGNATURE_BAD');
  const fresh = checkTrustFresh(circumstances);
  if (fresh.answer !== 'yes') return fresh;
  // The office signed after the instant that this clock shows: then age, withdrawal and validity cannot be told either.
  if (at < document.mso.signedAt) return unknown('CLOCK_BEHIND_CARD');
  const inForce = isSignerBelieved(signer, document.sign1, at) && couldSignAt(signer, document.mso.signedAt);
  return inForce ? YES : no('SIGNER_NOT_IN_FORCE');
}
