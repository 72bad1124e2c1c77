import { generalAuthenticate, mseSetAtChipAuth, type ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import {
  chipAuthKeys,
  decodeChipAuthResponse,
  encodeChipAuthCommand,
  OID_CA_ECDH_AES_128,
} from '@residence-permit/shared/chip-auth';
import { CardError } from '@residence-permit/shared/errors';
import { type KeyAgreement, nobleKeyAgreement, scalarFromRandom } from '@residence-permit/shared/pace';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { authenticateTerminal } from './authenticate-terminal.ts';
import type { PaceSession } from './pace-session.ts';
import type { RandomSource } from './random-source.ts';
import type { TerminalCredential } from './terminal-credential.ts';

const SW_OK = 0x9000;
/** Bytes from which a scalar without bias is made. FIPS 186-5 §A.2.1 */
const SCALAR_SEED_BYTES = 48;
const FIELD_BYTES = 32;

export type AuthenticateChip = {
  readonly credential: TerminalCredential;
  /** The static key of the chip: an uncompressed point of 65 bytes, from a record whose signature was verified. */
  readonly deviceKey: Uint8Array;
  readonly date?: PlainDate;
  readonly random: RandomSource;
  /** On P-256. Default: the portable one. */
  readonly agreement?: KeyAgreement;
};

/** `copy`: the chip's token is not the one that the static key gives. The channel is closed then. */
export type ChipAuthOutcome = 'genuine' | 'copy';

/**
 * Terminal authentication and chip authentication version 2, in this order, on a channel of generic mapping. TR-03110-3 §B.2,
 * §B.3. With `genuine` the session goes on under keys that only the holder of the static key can have, and the rights of the
 * template hold. The terminal signs before the chip has proved anything: version 2 has that order.
 * Departs from TR-03110-2 §3.4, where the static key comes from EF.CardSecurity: here it is `deviceKey` of the signed DG1.
 * @throws CardError CHIP_AUTH_FAILED when the card does not offer it or refuses it, and as `authenticateTerminal`
 * @throws DecodeError CHIP_AUTH_MALFORMED, TLV_*
 * @throws TypeError after chip-authentication mapping, which has proved the chip already
 */
export async function authenticateChip(session: PaceSession, request: AuthenticateChip): Promise<ChipAuthOutcome> {
  const { credential, deviceKey, date, random } = request;
  const agreement = request.agreement ?? nobleKeyAgreement;
  if (session.mapping !== 'gm') throw new TypeError('session: chip authentication is for generic mapping');
  if (!session.offersChipAuth) throw new CardError('CHIP_AUTH_FAILED', { detail: 'not in EF.CardAccess' });
  const secret = scalarFromRandom('P-256', random(SCALAR_SEED_BYTES));
  const terminalKey = agreement.publicKey(secret);
  const chipAuthKeyX = terminalKey.slice(1, 1 + FIELD_BYTES);
  await authenticateTerminal(session, credential, { chipAuthKeyX, ...(date === undefined ? {} : { date }) });
  requireDone(await session.transmit(mseSetAtChipAuth(OID_CA_ECDH_AES_128)));
  const answer = await session.transmit(generalAuthenticate(encodeChipAuthCommand(terminalKey), 'last'));
  const { nonce, token } = decodeChipAuthResponse(requireDone(answer));
  const sharedSecretX = agreement.agree(secret, deviceKey);
  const derived = chipAuthKeys({ sharedSecretX, nonce, terminalKey });
  if (!equalBytes(token, derived.token)) {
    session.close();
    return 'copy';
  }
  session.rekey(derived.keys);
  return 'genuine';
}

function requireDone({ sw, data }: ResponseApdu): Uint8Array {
  if (sw !== SW_OK) throw new CardError('CHIP_AUTH_FAILED', { sw });
  return data;
}
