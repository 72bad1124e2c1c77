import type { CommandApdu } from './command-apdu.ts';

const CLA_CHAINED = 0x10;

/**
 * Splits a command whose data is longer than `maxBlock` bytes into a chain. Only the last command carries Le.
 * ISO/IEC 7816-4 §5.3.3
 */
export function splitChain(command: CommandApdu, maxBlock: number): readonly CommandApdu[] {
  if (!Number.isInteger(maxBlock) || maxBlock < 1) throw new RangeError(`maxBlock: want at least 1, got ${maxBlock}`);
  const parts: CommandApdu[] = [];
  let offset = 0;
  for (; command.data.length - offset > maxBlock; offset += maxBlock) {
    const data = command.data.subarray(offset, offset + maxBlock);
    parts.push({ ...command, cla: command.cla | CLA_CHAINED, data, ne: 0 });
  }
  return [...parts, { ...command, data: command.data.subarray(offset) }];
}
