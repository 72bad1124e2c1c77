import {
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
  { date, chipAuthKeyX }: TerminalCommitment = {},
): Promise<void> {
  if ((session.mapping === 'gm') !== (chipAuthKeyX !== undefined)) {
    throw new TypeError('chipAuthKeyX: wanted after generic mapping, and only then');
  }
  const { dv, terminal } = credential.certificates;
  const dvCertificate = decodeCvCertificate(dv);
  const certificate = decodeCvCertificate(terminal);
  if (certificate.car !== dvCertificate.chr)
    throw new CardError('TERMINAL_REFUSED', { detail: 'certificates do not chain' });

  const known = await session.transmit(mseSetDst(dvCertificate.chr));
  if (known.sw === SW_REFERENCE_NOT_FOUND) {
    await setAuthority(session, dvCertificate.car, credential.certificates.link);
    requireAccepted(await session.transmit(psoVerifyCertificate(contentOf(dv))), 'certificate of the DV');
    requireAccepted(await session.transmit(mseSetDst(dvCertificate.chr)), 'key of the DV');
  } else {
    requireAccepted(known, 'key of the DV');
  }
  requireAccepted(await session.transmit(psoVerifyCertificate(contentOf(terminal))), 'certificate of the terminal');
  await proveKey(session, { reference: certificate.chr, credential, date, chipAuthKeyX });
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
  readonly date: PlainDate | undefined;
  readonly chipAuthKeyX: Uint8Array | undefined;
};

async function proveKey(session: PaceSession, { reference, credential, date, chipAuthKeyX }: ProveKey): Promise<void> {
  const auxiliary = date === undefined ? {} : { auxiliary: encodeCommittedDate(date) };
  const commitment = chipAuthKeyX === undefined ? {} : { ephemeral: chipAuthKeyX };
  const setAt = mseSetAtTerminalAuth({ oid: OID_TA_ECDSA_SHA_256, reference, ...auxiliary, ...commitment });
  requireAccepted(await session.transmit(setAt), 'key of the terminal');
  const challenge = requireAccepted(await session.transmit(getChallenge()), 'challenge');
  if (challenge.length !== CHALLENGE_BYTES)
    throw new CardError('TERMINAL_REFUSED', { detail: 'length of the challenge' });
  const signature = await credential.sign(
    terminalAuthMessage({
      idPicc: session.idPicc,
      challenge,
      compressedEphemeral: chipAuthKeyX ?? session.terminalEphemeralX,
      ...auxiliary,
    }),
  );
  if (signature.length !== SIGNATURE_BYTES) {
    throw new TypeError(`credential.sign: want ${SIGNATURE_BYTES} bytes, got ${signature.length}`);
  }
  requireAccepted(await session.transmit(externalAuthenticate(signature)), 'signature of the terminal');
}

/** What stands inside the 7F21 of a certificate; the command carries no more. */
function contentOf(certificateBytes: Uint8Array): Uint8Array {
  return decodeTlv(certificateBytes).value;
}

function requireAccepted({ sw, data }: ResponseApdu, what: string): Uint8Array {
  if (sw !== SW_OK) throw new CardError('TERMINAL_REFUSED', { sw, detail: what });
  return data;
}
