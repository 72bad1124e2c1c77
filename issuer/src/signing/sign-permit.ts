import { hash } from 'node:crypto';
import { equalBytes } from '@residence-permit/shared/bytes';
import type { Ed25519Engine, Ed25519Signer } from '@residence-permit/shared/cose';
import type { Sha256, StatusReference } from '@residence-permit/shared/mdoc';
import {
  certificateThumbprint,
  decodePermitDocument,
  encodeCertificateChain,
  encodeDataGroups,
  type PermitRecord,
  signPermitDocument,
  verifyPermitDocument,
} from '@residence-permit/shared/records';
import type { Clock, RandomSource } from '../ports/index.ts';
import { checkOwnOutput, runSigner } from './check-own-output.ts';
import { drawOnce } from './draw-once.ts';

const DG_DOCUMENT = 1;
const DG_CERTIFICATES = 12;
const DAY = 86_400;
/** Life of a card's record. The permit itself has no expiry (Decree 663 art. 4); the chip and its keys age. */
export const RECORD_LIFE_DAYS = 3650;

/** The key of one office and the certificate that names it. */
export type PermitSigner = { readonly signer: Ed25519Signer; readonly certificate: Uint8Array };

/** What one card is signed for. */
export type PermitToSign = {
  readonly record: PermitRecord;
  /** 16 bytes; every card of one permit carries the same. */
  readonly permitRef: Uint8Array;
  /** Points that the chip gave out, uncompressed, 65 bytes each. */
  readonly deviceKey: Uint8Array;
  readonly receiptKey: Uint8Array;
  /** Allocated in the register before this call. */
  readonly status: StatusReference;
};

/** Data group number → file content: 1 to 14. */
export type PermitFiles = ReadonlyMap<number, Uint8Array>;

/**
 * Salts, hashes and signs the personal data groups of a card, and verifies the result before it lets go of it.
 * @throws PermitError SIGNER_FAILED
 * @throws RangeError on a record that would not read back
 */
export function makeSignPermit(deps: {
  readonly signer: PermitSigner;
  readonly engine: Ed25519Engine;
  readonly random: RandomSource;
  readonly clock: Clock;
}) {
  const { signer, certificate } = deps.signer;
  const thumbprint = certificateThumbprint(certificate);
  const chainBytes = encodeCertificateChain([certificate]);
  return async ({ record, permitRef, deviceKey, receiptKey, status }: PermitToSign): Promise<PermitFiles> => {
    const { files, digests } = encodeDataGroups({ record, random: drawOnce(deps.random), sha256 });
    const signedAt = deps.clock();
    const validity = { signedAt, validFrom: signedAt, validUntil: signedAt + RECORD_LIFE_DAYS * DAY };
    const mso = { digests, deviceKey, receiptKey, permitRef, status, ...validity };
    const dg1Bytes = await runSigner('DG1', () => signPermitDocument({ mso, thumbprint, signer }));
    checkOwnOutput('DG1', () => {
      const document = decodePermitDocument(dg1Bytes);
      return (
        sameDigests(document.mso.digests, digests) &&
        verifyPermitDocument({ document, publicKey: signer.publicKey, engine: deps.engine })
      );
    });
    return new Map([[DG_DOCUMENT, dg1Bytes], ...files, [DG_CERTIFICATES, chainBytes]]);
  };
}

/** SHA-256 by the OpenSSL of Node: a portrait alone takes the portable one as long as a third of a signature. */
const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');

function sameDigests(a: ReadonlyMap<number, Uint8Array>, b: ReadonlyMap<number, Uint8Array>): boolean {
  return a.size === b.size && [...a].every(([id, digest]) => equalBytes(digest, b.get(id) ?? new Uint8Array()));
}
