import { createHash } from 'node:crypto';
import {
  type CardSession,
  type CommandApdu,
  expectSuccess,
  persoStatus,
  storeData,
} from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { decodePersoStatus, type PersoStatusEntry } from './perso-status.ts';

/** Bytes of one STORE DATA: well inside the command buffer of the profile, and little to repeat when a card is lifted. */
const CHUNK = 512;

/**
 * Stores what the chip does not hold yet and has the chip confirm length and hash of each part. A run that was cut short
 * is simply repeated: parts that are right already are left alone, and a part of which a true beginning stands is continued.
 * @returns numbers of the targets that were written
 * @throws CardError CARD_STATUS; READ_BACK_FAILED when the chip holds something else afterwards
 */
export async function storeContent(
  channel: CardSession,
  targets: ReadonlyMap<number, Uint8Array>,
): Promise<readonly number[]> {
  const before = await readStatus(channel);
  const missing = [...targets].filter(([target, content]) => heldOf(before, target, content) < content.length);
  const parts = missing.flatMap(([target, content]) =>
    partsOf({ target, content, from: heldOf(before, target, content) }),
  );
  if (parts.length > 0) channel.announce?.([...parts.slice(1), persoStatus()]);
  for (const part of parts) {
    expectSuccess(await channel.transmit(part), `STORE DATA ${part.p1.toString(16)}`);
  }
  const after = missing.length === 0 ? before : await readStatus(channel);
  const wrong = [...targets].find(([target, content]) => heldOf(after, target, content) < content.length);
  if (wrong !== undefined) throw new CardError('READ_BACK_FAILED', { detail: `target ${wrong[0].toString(16)}` });
  return missing.map(([target]) => target);
}

type Part = { readonly target: number; readonly content: Uint8Array; readonly from: number };

function partsOf({ target, content, from }: Part): readonly CommandApdu[] {
  return Array.from({ length: Math.ceil((content.length - from) / CHUNK) }, (_, at) => {
    const offset = from + at * CHUNK;
    return storeData({ target, offset, bytes: content.slice(offset, offset + CHUNK) });
  });
}

async function readStatus(channel: CardSession): Promise<readonly PersoStatusEntry[]> {
  return decodePersoStatus(expectSuccess(await channel.transmit(persoStatus()), 'PERSO STATUS'));
}

/** Bytes from the beginning of `content` that the chip holds; 0 when it holds something else, which is then begun anew. */
function heldOf(status: readonly PersoStatusEntry[], target: number, content: Uint8Array): number {
  const entry = status.find((other) => other.target === target);
  if (entry === undefined || entry.length > content.length) return 0;
  const digest = new Uint8Array(createHash('sha256').update(content.subarray(0, entry.length)).digest());
  return equalBytes(entry.sha256, digest) ? entry.length : 0;
}
