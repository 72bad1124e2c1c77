import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { concatBytes, equalBytes } from '@residence-permit/shared/bytes';
import { isPublishedKey, keyCheckValue } from '@residence-permit/shared/scp03';
import { cbc } from '@noble/ciphers/aes.js';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import type { KeySet } from '../../nonvolatile/index.ts';
import { SUPPLIER_KEY_VERSION } from './require-personaliser.ts';

/** P2 of PUT KEY: more than one key, the first has identifier 1. GlobalPlatform Card Specification 2.3.1 §11.8.2.2 */
const SEVERAL_KEYS_FROM_1 = 0x81;
/** Key type AES. GlobalPlatform Card Specification 2.3.1 §11.1.8 */
const KEY_TYPE_AES = 0x88;
/** type 1, length 1, key length 1, key 16, check value length 1, check value 3. */
const KEY_BLOCK_BYTES = 23;
const MAX_KEY_VERSION = 0x7f;

/**
 * PUT KEY (80 D8 old-version 81): replaces the whole key set in one commit. Data: `new version | 3 × (88 11 10 key 03
 * check value)`, keys in AES-CBC with IV 0 under the static data encryption key. Answers the version and check values.
 */
export function putKey(chip: Chip, command: CommandApdu): ResponseApdu {
  if (chip.session.scp?.isOpen !== true) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const current = chip.memory.read('keySet') ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  if (command.p2 !== SEVERAL_KEYS_FROM_1 || command.p1 !== current.version) refuse(SW.WRONG_P1_P2);
  if (command.data.length !== 1 + 3 * KEY_BLOCK_BYTES) refuse(SW.WRONG_LENGTH);
  const keySet = keySetFrom(chip, command.data, current.dek);
  chip.memory.commit({ keySet });
  const checks = [keySet.enc, keySet.mac, keySet.dek].map(keyCheckValue);
  return { data: concatBytes(Uint8Array.of(keySet.version), ...checks), sw: SW.OK };
}

function keySetFrom(chip: Chip, data: Uint8Array, dek: Uint8Array): KeySet {
  const version = data[0] ?? 0;
  if (version <= SUPPLIER_KEY_VERSION || version > MAX_KEY_VERSION) refuse(SW.WRONG_DATA);
  chip.meter.operation('aes-init');
  const block = (at: number): Uint8Array => data.subarray(1 + at * KEY_BLOCK_BYTES, 1 + (at + 1) * KEY_BLOCK_BYTES);
  const [enc, mac, dataKey] = [block(0), block(1), block(2)].map((bytes) => keyFrom(chip, bytes, dek));
  if (enc === undefined || mac === undefined || dataKey === undefined) return refuse(SW.WRONG_DATA);
  return { version, enc, mac, dek: dataKey };
}

function keyFrom(chip: Chip, block: Uint8Array, dek: Uint8Array): Uint8Array {
  const isKeyBlock = equalBytes(block.subarray(0, 3), Uint8Array.of(KEY_TYPE_AES, 17, 16)) && block[19] === 3;
  if (!isKeyBlock) refuse(SW.WRONG_DATA);
  chip.meter.operation('aes-block', 2);
  const key = cbc(dek, new Uint8Array(16), { disablePadding: true }).decrypt(block.subarray(3, 19));
  if (!equalBytes(keyCheckValue(key), block.subarray(20, 23))) refuse(SW.WRONG_DATA);
  if (isPublishedKey(key)) refuse(SW.WRONG_DATA);
  return key;
}
