import { readUint } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';

/** What the chip says it holds of one target. */
export type PersoStatusEntry = { readonly target: number; readonly length: number; readonly sha256: Uint8Array };

/** target (1) ‖ length (2) ‖ SHA-256 (32). */
const ENTRY_LENGTH = 35;

/** The answer to PERSO STATUS. @throws DecodeError RECORD_MALFORMED */
export function decodePersoStatus(data: Uint8Array): readonly PersoStatusEntry[] {
  if (data.length % ENTRY_LENGTH !== 0) throw new DecodeError('RECORD_MALFORMED', 0, 'PERSO STATUS: length');
  return Array.from({ length: data.length / ENTRY_LENGTH }, (_, index) => {
    const entry = data.slice(index * ENTRY_LENGTH, (index + 1) * ENTRY_LENGTH);
    return { target: entry[0] ?? 0, length: readUint(entry.subarray(1, 3)), sha256: entry.subarray(3) };
  });
}
