import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { concatBytes, readUint } from '@residence-permit/shared/bytes';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { requirePersonaliser } from './require-personaliser.ts';
import { STORE_TARGETS } from './store-targets.ts';

const OFFSET_BYTES = 2;

/**
 * STORE DATA (80 E2 target 00), data `offset (2) | bytes`. Offset 0 begins the target anew; any other offset must be
 * the length stored so far, so a repeated piece is refused and never doubled. Only data groups come in pieces.
 */
export function storeData(chip: Chip, command: CommandApdu): ResponseApdu {
  requirePersonaliser(chip);
  if (command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  if (command.data.length <= OFFSET_BYTES) refuse(SW.WRONG_LENGTH);
  const target = STORE_TARGETS.get(command.p1) ?? refuse(SW.REFERENCE_NOT_FOUND);
  const offset = readUint(command.data.subarray(0, OFFSET_BYTES));
  const before = offset === 0 ? new Uint8Array(0) : (target.stored(chip.memory) ?? new Uint8Array(0));
  if (offset !== before.length) refuse(SW.WRONG_DATA);
  const content = concatBytes(before, command.data.subarray(OFFSET_BYTES));
  if (content.length > target.maxBytes) refuse(SW.NOT_ENOUGH_SPACE);
  chip.memory.commit(target.change(chip, content));
  return { data: new Uint8Array(0), sw: SW.OK };
}
