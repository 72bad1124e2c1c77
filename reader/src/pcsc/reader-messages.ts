import { CardError, CODES, type Code, PermitError } from '@residence-permit/shared/errors';
import type { ListedReader } from './listed-readers.ts';
import type { ShareMode } from './pcsc-card.ts';

/** What the reader process is asked; each gets one reply with the same `id`, but `stop-waiting`, which gets none. */
export type ReaderRequest = { readonly id: number } & (
  | { readonly ask: 'list' }
  | { readonly ask: 'open'; readonly name?: string; readonly share: ShareMode; readonly whenAbsent: 'fail' | 'wait' }
  | { readonly ask: 'wait-for-card'; readonly timeoutMs: number }
  | { readonly ask: 'stop-waiting' }
  | { readonly ask: 'transmit'; readonly command: Uint8Array }
  | { readonly ask: 'wait-for-removal'; readonly timeoutMs: number }
  | { readonly ask: 'disconnect' }
  | { readonly ask: 'close' }
);

/** An error on its way between the processes: its code, and its text without the code. */
export type SentError = { readonly code: Code; readonly detail: string };

/** What a request gives; each has exactly the members that its kind of request needs. */
export type ReplyValue = {
  readonly readers?: readonly ListedReader[];
  readonly names?: readonly string[];
  readonly readerName?: string;
  readonly bytes?: Uint8Array;
  readonly eventCount?: number;
  readonly left?: boolean;
};

/** What the reader process says: a reply, or what is in the way of a card while one is waited for. */
export type ReaderMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly value: ReplyValue }
  | { readonly kind: 'fault'; readonly id: number; readonly error: SentError }
  | { readonly kind: 'obstacle'; readonly error: SentError };

export function sendableError(cause: unknown): SentError {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof PermitError)) return { code: 'UNEXPECTED', detail: text };
  return { code: cause.code, detail: text === cause.code ? '' : text.replace(`${cause.code}: `, '') };
}

export function receivedError({ code, detail }: SentError): CardError {
  return new CardError(code, detail === '' ? {} : { detail });
}

/**
 * The codec of messages between the two processes, which are of one make and one version: the shape is checked as far as
 * it says what to do with it.
 * @throws TypeError
 */
export function decodeReaderMessage(message: unknown): ReaderMessage {
  if (typeof message !== 'object' || message === null || !('kind' in message)) throw new TypeError('reader message');
  if ('error' in message && !isSentError(message.error)) throw new TypeError('reader message: error');
  return message as ReaderMessage;
}

/** @throws TypeError */
export function decodeReaderRequest(message: unknown): ReaderRequest {
  if (typeof message !== 'object' || message === null || !('ask' in message)) throw new TypeError('reader request');
  return message as ReaderRequest;
}

function isSentError(value: unknown): value is SentError {
  return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in CODES;
}
