import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { cardCryptogram, deriveSessionKeys } from '@residence-permit/shared/scp03';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { ScpChannel } from './scp-channel.ts';

const CHALLENGE_BYTES = 8;
/** Key information: SCP03, and option `i` = R-MAC and R-ENCRYPTION with a random card challenge. GPC_SPE_014 §5.1, §7.1.1.5 */
const SCP_IDENTIFIER = 0x03;
const OPTION_I = 0x60;
/** Four derivations of session keys and one of each cryptogram, two CMAC blocks each. GPC_SPE_014 §4.1.5 */
const DERIVATIONS = 5;

/**
 * INITIALIZE UPDATE (80 50 version 00 host-challenge): begins a personalisation channel. Answers chip number (10), key
 * version, 03, 60, card challenge (8), card cryptogram (8).
 */
export function initializeUpdate(chip: Chip, command: CommandApdu): ResponseApdu {
  const keySet = chip.memory.read('keySet') ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  if (command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  if (command.data.length !== CHALLENGE_BYTES) refuse(SW.WRONG_LENGTH);
  // Key version 0 asks for the current set. GPC_SPE_014 §7.1.1.2
  if (command.p1 !== 0 && command.p1 !== keySet.version) refuse(SW.REFERENCE_NOT_FOUND);
  chip.meter.operation('random', CHALLENGE_BYTES);
  const challenges = { hostChallenge: command.data.slice(), cardChallenge: chip.random(CHALLENGE_BYTES) };
  const keys = deriveSessionKeys(keySet, challenges);
  for (let derivation = 0; derivation < DERIVATIONS; derivation += 1) chip.meter.operation('aes-block', 3);
  chip.session.scp = new ScpChannel({ keys, ...challenges, meter: chip.meter });
  const data = concatBytes(
    chip.memory.read('chipNumber'),
    Uint8Array.of(keySet.version, SCP_IDENTIFIER, OPTION_I),
    challenges.cardChallenge,
    cardCryptogram(keys.mac, challenges),
  );
  return { data, sw: SW.OK };
}
