import type { FieldCard } from '@residence-permit/issuer/office-terminal';
import type { ReadBack } from '@residence-permit/issuer/personalisation';
import type { Office } from '../builders/an-office.ts';

/** Where the cards of the demonstration lie: on a PC/SC reader, or in this process where there is none. */
export type CardPlace = {
  /** Told to the person who watches. */
  readonly description: string;
  /** Takes a blank from the supplier's stock; the card goes by this name from then on. */
  makeBlank(name: string): Promise<void>;
  /** Puts the card on the reader, if it does not lie there yet, and powers it up anew. */
  placeCard(name: string): Promise<FieldCard>;
  /** How the office reads that card back before it leaves. */
  readBack(name: string, office: Office): ReadBack;
  /** What a real chip would have taken for the last session, in milliseconds; the card must have been released. */
  modelMs(name: string): Promise<number>;
  close(): Promise<void>;
};
