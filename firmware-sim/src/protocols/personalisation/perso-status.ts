import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Chip } from '../../card/chip.ts';
import { shaBlocks } from '../../card/cost-meter.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { requirePersonaliser } from './require-personaliser.ts';
import { STORE_TARGETS } from './store-targets.ts';

/**
 * PERSO STATUS (80 F2 00 00): for each target that holds something, ascending, `target (1) | length (2) | SHA-256 (32)`.
 * A personalisation that broke off goes on from here and writes only what differs.
 */
export function persoStatus(chip: Chip, command: CommandApdu, room: number): ResponseApdu {
  requirePersonaliser(chip);
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  if (command.data.length > 0) refuse(SW.WRONG_LENGTH);
  const entries = [...STORE_TARGETS].flatMap(([number, target]) => {
    const content = target.stored(chip.memory);
    if (content === undefined) return [];
    chip.meter.operation('sha-block', shaBlocks(content.length));
    return [Uint8Array.of(number, content.length >> 8, content.length & 0xff), sha256(content)];
  });
  const data = concatBytes(...entries);
  return data.length <= room ? { data, sw: SW.OK } : refuse(SW.WRONG_LENGTH);
}
