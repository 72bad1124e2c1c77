import { makePortrait } from '@residence-permit/issuer/adapters/evidence';
import type { CardFace } from '@residence-permit/issuer/adapters/card-face';
import type { PermitRecord } from '@residence-permit/shared/records';
import { aRecord } from '../builders/a-record.ts';
import { aDrawnFace, NAMES } from '../builders/invented-people.ts';

/** The office of every face here. */
export const OFFICE = {
  name: '示例市公安局示例分局',
  address: '示例市示例区样本路 1 号',
  telephone: '000-0000 0000',
} as const;

/** What is printed on the card of somebody invented, with a drawn portrait, and the members that matter to a test put in place. */
export async function aFace(change: Partial<PermitRecord> = {}): Promise<CardFace> {
  const made = await makePortrait(await aDrawnFace());
  if (!made.ok) throw new Error(`the drawn face is refused: ${made.refusal}`);
  const record = aRecord({ name: NAMES.ordinary, portrait: made.value, ...change });
  return { record, can: '047113', office: OFFICE };
}
