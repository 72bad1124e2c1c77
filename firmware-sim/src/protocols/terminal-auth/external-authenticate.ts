import { p256 } from '@noble/curves/nist.js';
import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { andTemplates, terminalAuthMessage } from '@residence-permit/shared/terminal-auth';
import type { Chip } from '../../card/chip.ts';
import { shaBlocks } from '../../card/cost-meter.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { grantRights } from './grant-rights.ts';
import { requireTemplateSession } from './require-template-session.ts';

const SIGNATURE_BYTES = 64;

/**
 * EXTERNAL AUTHENTICATE (00 82 00 00 signature): the terminal proves its key over ID_PICC, the challenge and the
 * committed key (TR-03110-3 §B.3). After chip-authentication mapping that is the ephemeral PACE key and the rights hold at
 * once (TR-03110-1 v2.20 §3.5; departs from TR-03110-3 version 2); after generic mapping they wait for chip authentication.
 * The challenge serves once. What is granted is committed to the access log when it is.
 */
export function externalAuthenticate(chip: Chip, command: CommandApdu): ResponseApdu {
  const { access, run } = requireTemplateSession(chip);
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  const { setting, challenge } = run;
  run.challenge = undefined;
  if (setting === undefined || challenge === undefined) return refuse(SW.CONDITIONS_NOT_SATISFIED);
  if (command.data.length !== SIGNATURE_BYTES) refuse(SW.WRONG_LENGTH);
  const message = terminalAuthMessage({
    idPicc: access.chipEphemeralX,
    challenge,
    compressedEphemeral: setting.committedKey,
    ...(setting.auxiliaryBytes === undefined ? {} : { auxiliary: setting.auxiliaryBytes }),
  });
  chip.meter.operation('sha-block', shaBlocks(message.length));
  chip.meter.operation('ecdsa-setup');
  chip.meter.operation('ecdsa-verify');
  if (!p256.verify(command.data, message, setting.terminal.publicKey, { lowS: false }))
    refuse(SW.AUTHENTICATION_FAILED);
  const effective = andTemplates(setting.terminal.template, access.requested);
  // Card profile 1 §2: the card access number with a template needs "CAN allowed" all along the chain.
  if (access.password === 'can' && !effective.canAllowed) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const { reference } = setting.terminal;
  const terminal = { reference, effective, committedDay: setting.committedDay };
  if (access.mapping === 'gm') chip.session.chipAuth = { terminal, committedKey: setting.committedKey, isSet: false };
  else grantRights(chip, terminal);
  return { data: new Uint8Array(0), sw: SW.OK };
}
