import { existsSync } from 'node:fs';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import type { CardSecrets } from '../personalisation/index.ts';

/**
 * Refuses a file that holds anything but this card's own letter, which a run that was cut short may have written: nobody
 * else keeps what stands in the letter of another card.
 * @throws PermitError SETTING_BAD, STORE_FAILED
 */
export async function requireLetterPlace(path: string, cardNumber: string): Promise<void> {
  if (!existsSync(path) || (await cardOf(path)) === cardNumber) return;
  throw new PermitError('SETTING_BAD', { detail: `letter: ${path} is there already; name a new file` });
}

/** Writes CAN and PUK of a card for whoever prints them, readable by its owner alone. @throws as `requireLetterPlace` */
export async function keepLetter(path: string, cardNumber: string, { can, puk }: CardSecrets): Promise<void> {
  await requireLetterPlace(path, cardNumber);
  await writeFileWhole(path, `${JSON.stringify({ cardNumber, can, puk })}\n`, 'owner');
}

/** The card that a letter is of; undefined for a file that is no letter. */
async function cardOf(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readFileWhole(path));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'cardNumber' in value ? value.cardNumber : undefined;
  } catch {
    return undefined;
  }
}
