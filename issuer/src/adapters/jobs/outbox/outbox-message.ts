import * as z from 'zod';
import { WITHDRAWAL_REASONS } from '../../../domain/grants/index.ts';

/** What is told, by template; a test holds the texts of both languages and this list together. */
export const MESSAGE_TEMPLATES = [
  'accepted',
  'papers-missing',
  'deadline-extended',
  'decided',
  'card-ready',
  'endorsement-due',
  'endorsement-lapsed',
  'hold-reminder',
  'grant-withdrawn',
] as const;
export type MessageTemplate = (typeof MESSAGE_TEMPLATES)[number];

export const MESSAGE_LANGUAGES = ['zh', 'en'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** Dates, counts and codes of closed lists; text of people does not fit in. */
export const MessageDetails = z.record(
  z.string().regex(/^[a-z][A-Za-z]{0,31}$/),
  z.union([z.int(), z.iso.date(), z.enum(WITHDRAWAL_REASONS)]),
);
export type MessageDetails = Readonly<z.output<typeof MessageDetails>>;

/** A message to be delivered after the transaction that it belongs to. */
export const MessageToQueue = z.strictObject({
  template: z.enum(MESSAGE_TEMPLATES),
  language: z.enum(MESSAGE_LANGUAGES),
  /** A case, permit or card number: capitals, digits and hyphens. */
  caseNumber: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  /** UUID of the person; where they are reached is looked up at delivery. */
  recipientId: z.uuid(),
  details: MessageDetails,
});
export type MessageToQueue = z.output<typeof MessageToQueue>;

/** A message on its way out. */
export type OutgoingMessage = MessageToQueue & { readonly id: string; readonly text: string };

/**
 * Hands a message over to whatever reaches people. It can be called again with the same id after a crash, and delivers once
 * if it can. @throws whatever goes wrong; it is tried again
 */
export type Deliver = (message: OutgoingMessage) => Promise<void>;
