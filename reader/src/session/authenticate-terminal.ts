import {
  type CommandApdu,
  externalAuthenticate,
  getChallenge,
  mseSetAtTerminalAuth,
  mseSetDst,
  psoVerifyCertificate,
  type ResponseApdu,
} from '@residence-permit/shared/apdu';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { CardError } from '@residence-permit/shared/errors';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { encodeCommittedDate, OID_TA_ECDSA_SHA_256, terminalAuthMessage } from '@residence-permit/shared/terminal-auth';
import { decodeTlv } from '@residence-permit/shared/tlv';
import type { PaceSession } from './pace-session.ts';
import type { TerminalCredential } from './terminal-credential.ts';

const SW_OK = 0x9000;
const SW_REFERENCE_NOT_FOUND = 0x6a88;
/** r_PICC. TR-03110-3 §B.11.6 */
const CHALLENGE_BYTES = 8;
const SIGNATURE_BYTES = 64;

export type TerminalCommitment = {
  /** The terminal's own day, which it commits to: the period of a counted use. Inside its certificate's validity. */
  readonly date?: PlainDate;
  /**
   * After generic mapping, and only then: x-coordinate of the ephemeral key that chip authentication will use, 32 bytes.
   * `authenticateChip` does both steps.
   */
  readonly chipAuthKeyX?: Uint8Array;
};

/**
 * Terminal authentication on the PACE channel: certificates, then a signature over ID_PICC ‖ challenge ‖ C [‖ date]. After
 * chip-authentication mapping C is x of the terminal's ephemeral PACE key (TR-03110-1 v2.20 §3.5); after generic mapping it
 * is x of the key of chip authentication, which must follow before any right holds (TR-03110-3 §B.3). The chip may hold
 * the DV's key from another day; it is asked first and sent the certificate only if not.
 * After chip-authentication mapping call it only for a chip that has proved its key: the signature is evidence that this
 * terminal was here.
 * @throws CardError TERMINAL_REFUSED with `sw`, CARD_BUFFER_TOO_SMALL, CARD_REMOVED
 * @throws SecureMessagingError when the channel fails
 * @throws TypeError for a key of chip authentication after the other mapping, or none after generic mapping
 */
export async function authenticateTerminal(
  session: PaceSession,
  credential: TerminalCredential,
  commitment: TerminalCommitment = {},
): Promise<void> {
  const prove = await prepareTerminal(session, credential, commitment);
  await prove();
}

/**
 * Sends the terminal's signature; its rights hold from then on. `following` are the commands that come next, which go out
 * with it where the transport takes lists.
 * @throws as `authenticateTerminal`
 */
export type ProveTerminal = (following?: readonly CommandApdu[]) => Promise<void>;

/** `authenticateTerminal` up to the signature, for whoever knows only later what the terminal will do. */
export async function prepareTerminal(
  session: PaceSession,
  credential: TerminalCredential,
  { date, chipAuthKeyX }: TerminalCommitment = {},
): Promise<ProveTerminal> {
  if ((session.mapping === 'gm') !== (chipAuthKeyX !== undefined)) {
    throw new TypeError('chipAuthKeyX: wanted after generic mapping, and only then');
  }
  const { dv, terminal } = credential.certificates;
  const dvCertificate = decodeCvCertificate(dv);
  const certificate = decodeCvCertificate(terminal);
  if (certificate.car !== dvCertificate.chr)
    throw new CardError('TERMINAL_REFUSED', { detail: 'certificates do not chain' });

  const commitment = {
    ...(date === undefined ? {} : { date }),
    ...(chipAuthKeyX === undefined ? {} : { chipAuthKeyX }),
  };
  session.announce?.(terminalCommands(credential, commitment).slice(1));
  if (session.announce !== undefined || !(await knowsDv(session, dvCertificate.chr))) {
    await setAuthority(session, dvCertificate.car, credential.certificates.link);
    requireAccepted(await session.transmit(psoVerifyCertificate(contentOf(dv))), 'certificate of the DV');
    requireAccepted(await session.transmit(mseSetDst(dvCertificate.chr)), 'key of the DV');
  }
  requireAccepted(await session.transmit(psoVerifyCertificate(contentOf(terminal))), 'certificate of the terminal');
  return prepareProof(session, { reference: certificate.chr, credential, commitment });
}

/**
 * What goes to a card that knows the DV's CVCA, up to the challenge, for sending it ahead: with the certificate of the DV
 * whether the card holds it or not, since a question would be one exchange more. The commitment is that of
 * `authenticateTerminal`.
 */
export function terminalCommands(
  { certificates }: Pick<TerminalCredential, 'certificates'>,
  commitment: TerminalCommitment = {},
): readonly CommandApdu[] {
  const dv = decodeCvCertificate(certificates.dv);
  const { chr } = decodeCvCertificate(certificates.terminal);
  return [
    mseSetDst(dv.car),
    psoVerifyCertificate(contentOf(certificates.dv)),
    mseSetDst(dv.chr),
    psoVerifyCertificate(contentOf(certificates.terminal)),
    setKey(chr, commitment),
    getChallenge(),
  ];
}

/** Whether the chip kept that DV's key from another day. */
async function knowsDv(session: PaceSession, reference: string): Promise<boolean> {
  const known = await session.transmit(mseSetDst(reference));
  if (known.sw === SW_REFERENCE_NOT_FOUND) return false;
  requireAccepted(known, 'key of the DV');
  return true;
}

/** Names the DV's CVCA to the chip; one that knows only the CVCA before is shown the link first. TR-03110-3 §2.5 */
async function setAuthority(session: PaceSession, reference: string, link: Uint8Array | undefined): Promise<void> {
  const known = await session.transmit(mseSetDst(reference));
  if (known.sw !== SW_REFERENCE_NOT_FOUND || link === undefined) {
    requireAccepted(known, 'the card does not know this authority');
    return;
  }
  requireAccepted(
    await session.transmit(mseSetDst(decodeCvCertificate(link).car)),
    'the card does not know this authority',
  );
  requireAccepted(await session.transmit(psoVerifyCertificate(contentOf(link))), 'certificate of the next authority');
  requireAccepted(await session.transmit(mseSetDst(reference)), 'key of the next authority');
}

type ProveKey = {
  readonly reference: string;
  readonly credential: TerminalCredential;
  readonly commitment: TerminalCommitment;
};

async function prepareProof(
  session: PaceSession,
  { reference, credential, commitment }: ProveKey,
): Promise<ProveTerminal> {
  requireAccepted(await session.transmit(setKey(reference, commitment)), 'key of the terminal');
  const challenge = requireAccepted(await session.transmit(getChallenge()), 'challenge');
  if (challenge.length !== CHALLENGE_BYTES)
    throw new CardError('TERMINAL_REFUSED', { detail: 'length of the challenge' });
  const signature = await credential.sign(
    terminalAuthMessage({
      idPicc: session.idPicc,
      challenge,
      compressedEphemeral: commitment.chipAuthKeyX ?? session.terminalEphemeralX,
      ...auxiliaryOf(commitment),
    }),
  );
  if (signature.length !== SIGNATURE_BYTES) {
    throw new TypeError(`credential.sign: want ${SIGNATURE_BYTES} bytes, got ${signature.length}`);
  }
  return async (following = []) => {
    session.announce?.(following);
    requireAccepted(await session.transmit(externalAuthenticate(signature)), 'signature of the terminal');
  };
}

/** MSE:Set AT with the terminal's key and what it commits to. */
function setKey(reference: string, commitment: TerminalCommitment): CommandApdu {
  const { chipAuthKeyX } = commitment;
  return mseSetAtTerminalAuth({
    oid: OID_TA_ECDSA_SHA_256,
    reference,
    ...auxiliaryOf(commitment),
    ...(chipAuthKeyX === undefined ? {} : { ephemeral: chipAuthKeyX }),
  });
}

function auxiliaryOf({ date }: TerminalCommitment): { readonly auxiliary?: Uint8Array } {
  return date === undefined ? {} : { auxiliary: encodeCommittedDate(date) };
}

/** What stands inside the 7F21 of a certificate; the command carries no more. */
function contentOf(certificateBytes: Uint8Array): Uint8Array {
  return decodeTlv(certificateBytes).value;
}

function requireAccepted({ sw, data }: ResponseApdu, what: string): Uint8Array {
  if (sw !== SW_OK) throw new CardError('TERMINAL_REFUSED', { sw, detail: what });
  return data;
}
