import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { decodeUtf8, equalBytes } from '@residence-permit/shared/bytes';
import { FIELD_BYTES } from '@residence-permit/shared/pace';
import { toEpochDays } from '@residence-permit/shared/plain-date';
import { decodeCommittedDate, OID_TA_ECDSA_SHA_256 } from '@residence-permit/shared/terminal-auth';
import { decodeTlvSequence, findTlv, getTlv, type Tlv } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import type { PaceResult } from '../../card/session.ts';
import { SW } from '../../card/status.ts';
import { requireTemplateSession } from './require-template-session.ts';
import type { VerifiedTerminal } from './terminal-auth-run.ts';

const DO_ALGORITHM = 0x80;
const DO_TERMINAL = 0x83;
const DO_AUXILIARY = 0x67;
const DO_EPHEMERAL = 0x91;

/**
 * MSE:Set AT for terminal authentication (00 22 81 A4 {80, 83, [67], [91]}). TR-03110-3 §B.11.3. After
 * chip-authentication mapping the committed key is the terminal's ephemeral PACE key: 91 is absent or its x-coordinate.
 * After generic mapping 91 is the key that chip authentication will use, and must be there.
 */
export function setAuthenticationTemplate(chip: Chip, command: CommandApdu): ResponseApdu {
  const { access, run } = requireTemplateSession(chip);
  run.setting = undefined;
  run.challenge = undefined;
  const objects = decodeTlvSequence(command.data);
  if (!equalBytes(getTlv(objects, DO_ALGORITHM).value, OID_TA_ECDSA_SHA_256)) refuse(SW.WRONG_DATA);
  const committedKey = committedKeyOf(findTlv(objects, DO_EPHEMERAL)?.value, access);
  const terminal = namedTerminal(run.terminal, getTlv(objects, DO_TERMINAL));
  const auxiliaryBytes = findTlv(objects, DO_AUXILIARY)?.bytes.slice();
  const committedDay = auxiliaryBytes === undefined ? undefined : committedDayOf(auxiliaryBytes, terminal);
  run.setting = { terminal, auxiliaryBytes, committedDay, committedKey };
  return { data: new Uint8Array(0), sw: SW.OK };
}

/** Comp() of the terminal's ephemeral key. TR-03110-3 §A.2.2.3 */
function committedKeyOf(named: Uint8Array | undefined, access: PaceResult): Uint8Array {
  if (access.mapping === 'gm') return named?.length === FIELD_BYTES ? named.slice() : refuse(SW.WRONG_DATA);
  if (named !== undefined && !equalBytes(named, access.terminalEphemeralX)) refuse(SW.WRONG_DATA);
  return access.terminalEphemeralX;
}

function namedTerminal(terminal: VerifiedTerminal | undefined, object: Tlv): VerifiedTerminal {
  if (terminal === undefined || object.value.some((byte) => byte >= 0x80)) return refuse(SW.REFERENCE_NOT_FOUND);
  return terminal.reference === decodeUtf8(object.value) ? terminal : refuse(SW.REFERENCE_NOT_FOUND);
}

/** The day that the auxiliary data commits to, days since 1970-01-01; it must lie inside the certificate's validity. */
function committedDayOf(auxiliaryBytes: Uint8Array, terminal: VerifiedTerminal): number | undefined {
  const date = decodeCommittedDate(auxiliaryBytes);
  if (date === undefined) return undefined;
  const day = toEpochDays(date);
  return day >= terminal.effective && day <= terminal.expiry ? day : refuse(SW.WRONG_DATA);
}
