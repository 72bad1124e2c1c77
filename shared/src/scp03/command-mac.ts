import { cmac } from '@noble/ciphers/aes.js';
import { type CommandApdu, NE_SHORT_MAX } from '../apdu/index.ts';
import { concatBytes, equalBytes } from '../bytes/index.ts';
import { CardError } from '../errors/index.ts';
import type { ScpSessionKeys } from './scp-keys.ts';

/** Class bit of a command under GlobalPlatform secure messaging. GPC_SPE_034 §11.1.4 */
export const CLA_SCP = 0x04;
export const MAC_BYTES = 8;
const NC_SHORT_MAX = 255;

/** A command and the MAC chaining value that the next one needs, 16 bytes. */
export type MacedCommand = { readonly command: CommandApdu; readonly chaining: Uint8Array };

/**
 * Adds the C-MAC: the first 8 bytes of a CMAC over chaining value ‖ header ‖ Lc ‖ data, where Lc counts the C-MAC in and
 * Le stays out. EXTERNAL AUTHENTICATE has this protection alone. GPC_SPE_014 §6.2.4
 */
export function macCommand(keys: ScpSessionKeys, chaining: Uint8Array, command: CommandApdu): MacedCommand {
  const withBit = { ...command, cla: command.cla | CLA_SCP };
  const mac = commandMac(keys, chaining, withBit);
  return { command: { ...withBit, data: concatBytes(command.data, mac.subarray(0, MAC_BYTES)) }, chaining: mac };
}

/** Checks and takes off the C-MAC. @throws CardError SCP_FAILED */
export function unmacCommand(keys: ScpSessionKeys, chaining: Uint8Array, received: CommandApdu): MacedCommand {
  const end = received.data.length - MAC_BYTES;
  if (end < 0 || (received.cla & CLA_SCP) === 0) throw new CardError('SCP_FAILED', { detail: 'command without C-MAC' });
  const command = { ...received, data: received.data.subarray(0, end) };
  const mac = commandMac(keys, chaining, command);
  if (!equalBytes(mac.subarray(0, MAC_BYTES), received.data.subarray(end))) {
    throw new CardError('SCP_FAILED', { detail: 'C-MAC' });
  }
  return { command: { ...command, cla: received.cla & ~CLA_SCP }, chaining: mac };
}

/** All 16 bytes, which is the next chaining value. `command` has its final class and no C-MAC yet. */
function commandMac(
  keys: ScpSessionKeys,
  chaining: Uint8Array,
  { cla, ins, p1, p2, data, ne }: CommandApdu,
): Uint8Array {
  const nc = data.length + MAC_BYTES;
  // Lc as it is transmitted: three bytes in an extended command.
  const lc = nc <= NC_SHORT_MAX && ne <= NE_SHORT_MAX ? [nc] : [0, nc >> 8, nc & 0xff];
  return cmac(concatBytes(chaining, Uint8Array.of(cla, ins, p1, p2, ...lc), data), keys.mac);
}
