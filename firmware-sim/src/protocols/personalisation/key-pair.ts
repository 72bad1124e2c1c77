import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { derivePublic, scalarFromRandom } from '@residence-permit/shared/pace';
import { encodeTlv } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import type { StaticKey } from '../../nonvolatile/index.ts';
import { requirePersonaliser } from './require-personaliser.ts';

/** P1 of GENERATE ASYMMETRIC KEY PAIR. ISO/IEC 7816-8 §5.1, table 3 */
const GENERATE = 0x80;
const READ_PUBLIC_KEY = 0x81;

/** P2: which of the two chip keys. Card profile 1 §1 */
const DEVICE_KEY = 0x01;
const RECEIPT_KEY = 0x02;

/** GENERATE KEY works once for each key; GET KEY answers its public point at any time in the channel. */
export function keyPair(chip: Chip, command: CommandApdu): ResponseApdu {
  requirePersonaliser(chip);
  if (command.data.length > 0) refuse(SW.WRONG_LENGTH);
  switch (command.p1) {
    case GENERATE:
      return publicKeyResponse(generate(chip, command.p2));
    case READ_PUBLIC_KEY:
      return publicKeyResponse(stored(chip, command.p2) ?? refuse(SW.REFERENCE_NOT_FOUND));
    default:
      return refuse(SW.WRONG_P1_P2);
  }
}

function generate(chip: Chip, reference: number): StaticKey {
  if (stored(chip, reference) !== undefined) refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.meter.operation('ec-keygen');
  const secret = scalarFromRandom('P-256', chip.random(48));
  const key = { secret, publicPoint: derivePublic('P-256', secret) };
  chip.memory.commit(reference === DEVICE_KEY ? { deviceKey: key } : { receiptKey: key });
  return key;
}

function stored(chip: Chip, reference: number): StaticKey | undefined {
  switch (reference) {
    case DEVICE_KEY:
      return chip.memory.read('deviceKey');
    case RECEIPT_KEY:
      return chip.memory.read('receiptKey');
    default:
      return refuse(SW.REFERENCE_NOT_FOUND);
  }
}

/** 7F49 {86 uncompressed point}. */
function publicKeyResponse(key: StaticKey): ResponseApdu {
  return { data: encodeTlv(0x7f49, encodeTlv(0x86, key.publicPoint)), sw: SW.OK };
}
