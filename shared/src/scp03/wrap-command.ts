import type { CommandApdu } from '../apdu/index.ts';
import { type MacedCommand, macCommand, unmacCommand } from './command-mac.ts';
import { decryptPadded, encryptPadded } from './padded-cipher.ts';
import type { ScpSessionKeys, ScpState } from './scp-keys.ts';

/**
 * A command at level 33h: data, where there is any, encrypted, then the C-MAC. Its Ne stays as it is. GPC_SPE_014 §6.2.4, §6.2.6
 */
export function wrapCommand(keys: ScpSessionKeys, state: ScpState, command: CommandApdu): MacedCommand {
  const { counter, chaining } = state;
  const data =
    command.data.length === 0 ? command.data : encryptPadded(keys.enc, { direction: 'command', counter }, command.data);
  return macCommand(keys, chaining, { ...command, data });
}

/** @throws CardError SCP_FAILED for a wrong C-MAC, and only after that for data that cannot be decrypted */
export function unwrapCommand(keys: ScpSessionKeys, state: ScpState, received: CommandApdu): MacedCommand {
  const { command, chaining } = unmacCommand(keys, state.chaining, received);
  if (command.data.length === 0) return { command, chaining };
  const data = decryptPadded(keys.enc, { direction: 'command', counter: state.counter }, command.data);
  return { command: { ...command, data }, chaining };
}
