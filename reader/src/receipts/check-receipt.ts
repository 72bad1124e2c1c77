import { equalBytes } from '@residence-permit/shared/bytes';
import { type Ed25519Engine, keyIdOf, verifySign1 } from '@residence-permit/shared/cose';
import { type CvCertificate, decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { type Code, DecodeError } from '@residence-permit/shared/errors';
import { compareDates, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import {
  decodeReceiptKeyStatement,
  decodeSignedVerificationReceipt,
  type ReceiptFile,
  type SignedReceiptKeyStatement,
  type SignedVerificationReceipt,
  verifyReceiptKeyStatement,
} from '@residence-permit/shared/verification-receipt';

/** How far the clocks of two machines may differ before a receipt comes from the future, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** Under what a receipt is checked. */
export type ReceiptCircumstances = {
  readonly trust: Trust;
  /** Now, in seconds since 1970. */
  readonly at: number;
  /** How far the calendar of the certificates is ahead of UTC, in minutes; 480 in China. */
  readonly utcOffsetMinutes: number;
  readonly engine: Ed25519Engine;
};

/** Why a receipt is not proved. `no`: it is refuted; `unknown`: it can be neither proved nor refuted with what is here. */
export type ReceiptDoubt = { readonly answer: 'no' | 'unknown'; readonly code: Code };

/** A receipt file opened, each signature in it still unverified. */
export type OpenedReceipt = {
  readonly dv: CvCertificate;
  readonly terminal: CvCertificate;
  readonly statement: SignedReceiptKeyStatement;
  readonly statementBytes: Uint8Array;
  readonly signed: SignedVerificationReceipt;
};

/** @throws DecodeError of whatever part is not in its format */
export function openReceiptFile(file: ReceiptFile): OpenedReceipt {
  return {
    dv: decodeCvCertificate(file.dv),
    terminal: decodeCvCertificate(file.terminal),
    statement: decodeReceiptKeyStatement(file.statement),
    statementBytes: file.statement,
    signed: decodeSignedVerificationReceipt(file.receipt),
  };
}

/**
 * Whether the receipt is one that a terminal of this authority signed while it was certified: receipt under the key of the
 * statement, statement under the terminal's certificate, that under its DV, that under a CVCA of the bundle (TR-03110-3
 * §2.5). Nothing when all of it is proved.
 */
export function checkReceipt(opened: OpenedReceipt, circumstances: ReceiptCircumstances): ReceiptDoubt | undefined {
  return (
    checkKey(opened, circumstances.trust) ?? checkSigned(opened, circumstances) ?? checkTime(opened, circumstances)
  );
}

function checkKey({ dv, terminal, statement }: OpenedReceipt, trust: Trust): ReceiptDoubt | undefined {
  const named = trust.cvcas.flatMap(decodedCvca).some(({ chr }) => chr === dv.car);
  if (!named) return { answer: 'unknown', code: 'RECEIPT_AUTHORITY_UNKNOWN' };
  const proved =
    findAuthority(dv, trust) !== undefined &&
    (dv.template.role === 'dv-official' || dv.template.role === 'dv-non-official') &&
    terminal.car === dv.chr &&
    terminal.template.role === 'terminal' &&
    verifyCvCertificate({ certificate: terminal, issuerKey: dv.publicKey }) &&
    statement.terminal === terminal.chr &&
    covers(terminal, statement.from) &&
    covers(terminal, statement.through) &&
    verifyReceiptKeyStatement(statement, terminal.publicKey);
  return proved ? undefined : { answer: 'no', code: 'RECEIPT_KEY_UNPROVED' };
}

/** The authority of the bundle that signed the verifier's certificate. */
function findAuthority(dv: CvCertificate, trust: Trust): CvCertificate | undefined {
  return trust.cvcas
    .flatMap(decodedCvca)
    .find(({ chr, publicKey }) => chr === dv.car && verifyCvCertificate({ certificate: dv, issuerKey: publicKey }));
}

/** A bundle may hold a certificate that this version cannot read; it proves nothing here. */
function decodedCvca(bytes: Uint8Array): readonly CvCertificate[] {
  try {
    return [decodeCvCertificate(bytes)];
  } catch (cause) {
    if (cause instanceof DecodeError) return [];
    throw cause;
  }
}

function checkSigned({ statement, signed }: OpenedReceipt, { engine }: ReceiptCircumstances): ReceiptDoubt | undefined {
  const { publicKey } = statement;
  const byKey = equalBytes(signed.keyId, keyIdOf(publicKey)) && signed.receipt.terminal === statement.terminal;
  if (byKey && verifySign1({ sign1: signed.sign1, publicKey, engine })) return undefined;
  return { answer: 'no', code: 'SIGNATURE_BAD' };
}

/** The bundle says that a terminal is revoked, not since when; and who has its key can date a receipt back. */
function checkTime(opened: OpenedReceipt, circumstances: ReceiptCircumstances): ReceiptDoubt | undefined {
  const { dv, terminal, statement, signed } = opened;
  const { trust, at, utcOffsetMinutes } = circumstances;
  const day = dateAt(signed.receipt.at, utcOffsetMinutes);
  const authority = findAuthority(dv, trust);
  const inForce =
    authority !== undefined &&
    [authority, dv, terminal].every((certificate) => covers(certificate, day)) &&
    compareDates(statement.from, day) <= 0 &&
    compareDates(day, statement.through) <= 0;
  if (!inForce) return { answer: 'no', code: 'TERMINAL_EXPIRED' };
  if ([dv, terminal].some(({ chr }) => trust.isTerminalRevoked(chr)))
    return { answer: 'unknown', code: 'TERMINAL_REVOKED' };
  if (at < trust.newestIssuedAt) return { answer: 'unknown', code: 'CLOCK_BEHIND' };
  if (at >= trust.expiresAt) return { answer: 'unknown', code: 'TRUST_STALE' };
  if (signed.receipt.at > at + CLOCK_TOLERANCE_SECONDS) return { answer: 'unknown', code: 'RECEIPT_TIME_ODD' };
  return undefined;
}

/** Both days included. TR-03110-3 §C.1.3 */
function covers({ effective, expiry }: CvCertificate, day: PlainDate): boolean {
  return compareDates(effective, day) <= 0 && compareDates(day, expiry) <= 0;
}
