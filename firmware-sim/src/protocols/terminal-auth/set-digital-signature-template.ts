import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { decodeUtf8 } from '@residence-permit/shared/bytes';
import { decodeTlv } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import type { Nonvolatile } from '../../nonvolatile/index.ts';
import { requireTemplateSession } from './require-template-session.ts';
import type { IssuingKey } from './terminal-auth-run.ts';

const DO_REFERENCE = 0x83;

/**
 * MSE:Set DST (00 22 81 B6 {83 reference}): names the key that verifies the next certificate. 9000, or 6A88: the terminal
 * sends the certificate of that key first. TR-03110-3 §B.11.4
 */
export function setDigitalSignatureTemplate(chip: Chip, command: CommandApdu): ResponseApdu {
  const { run } = requireTemplateSession(chip);
  const object = decodeTlv(command.data);
  if (object.tag !== DO_REFERENCE) refuse(SW.WRONG_DATA);
  const isAscii = object.value.every((byte) => byte > 0x20 && byte < 0x7f);
  const reference = isAscii ? decodeUtf8(object.value) : refuse(SW.WRONG_DATA);
  const known = findIssuingKey(chip.memory, reference);
  // A wrong reference leaves no older choice behind that a certificate could be checked with by mistake.
  run.issuer = known;
  if (known === undefined) return refuse(SW.REFERENCE_NOT_FOUND);
  return { data: new Uint8Array(0), sw: SW.OK };
}

/** A trust point, or the remembered DV. */
function findIssuingKey(memory: Nonvolatile, reference: string): IssuingKey | undefined {
  const trustPoint = memory.read('trustPoints').find((each) => each.reference === reference);
  if (trustPoint !== undefined) return { ...trustPoint, role: 'cvca' };
  return findRememberedDv(memory, reference);
}

/**
 * Departs from TR-03110-3 §2.5, which forgets DV certificates with the session: the chip keeps one, and at each use
 * checks again that it has not expired and that its CVCA is still trusted and has not expired either.
 */
function findRememberedDv(memory: Nonvolatile, reference: string): IssuingKey | undefined {
  const dv = memory.read('rememberedDv');
  if (dv === undefined || dv.reference !== reference) return undefined;
  const today = memory.read('chipDate');
  const isTrusted = memory.read('trustPoints').some((each) => each.reference === dv.issuer && each.expiry >= today);
  if (!isTrusted || dv.expiry < today) return undefined;
  return { ...dv, role: dv.template.role };
}
