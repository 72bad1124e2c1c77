import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError, type Code } from '@residence-permit/shared/errors';
import type { NativeReader } from './binding.ts';
import { isServiceGone, judgeExchangeFault, makePcscError, pcscReturnCode } from './pcsc-error.ts';
import { cardLeftSince, type ReaderState } from './reader-state.ts';
import type { ReaderWatch } from './reader-watch.ts';

/** A card that was powered up and is ours until `disconnect`. */
export type PcscCard = CardTransport & {
  readonly readerName: string;
  /** Answer to reset, as the reader reported it; for a contactless card made up by the reader (PC/SC part 3). */
  readonly atr: Uint8Array;
  /** Insertions and removals at the reader until it was powered up, modulo 65536; 0 from a service that counts none. */
  readonly eventCount: number;
  /** Waits until the card has left the field, also when another took its place at once. False when the time is up first. */
  waitForRemoval(options: { readonly timeoutMs: number; readonly signal?: AbortSignal }): Promise<boolean>;
  /** Resets the card, which ends every session on it, and lets go of it. Safe to repeat. */
  disconnect(): Promise<void>;
};

/** The longest extended response, 65536 bytes and a status word, and room for the reader's own framing. */
const MAX_RESPONSE_BYTES = 65_544;

/** How long after a transmission fault the reader may take to report that the card is gone. Readers poll about twice a second. */
const REMOVAL_REPORT_MS = 1_500;

export type ConnectCard = {
  readonly watch: ReaderWatch;
  readonly native: NativeReader;
  readonly state: ReaderState;
  readonly atr: Uint8Array;
  readonly share: ShareMode;
};

/** `exclusive`: no other program can disturb the tap. `shared`: others may be connected too, and may break the channel. */
export type ShareMode = 'exclusive' | 'shared';

/** @throws the binding's own error, for the caller to judge: a card may leave between its report and this call */
export async function connectCard(request: ConnectCard): Promise<PcscCard> {
  const { native, watch, state } = request;
  const mode = request.share === 'exclusive' ? native.SCARD_SHARE_EXCLUSIVE : native.SCARD_SHARE_SHARED;
  const protocol = await new Promise<number>((resolve, reject) => {
    // Contactless cards are T=1 to PC/SC (part 3, clause unchecked); T=0 has no extended length and no permit speaks it.
    native.connect({ share_mode: mode, protocol: native.SCARD_PROTOCOL_T1 }, (cause, negotiated) => {
      if (isFault(cause)) reject(cause);
      // Without a protocol the binding believes itself connected already: a connection that was not let go of.
      else if (negotiated === undefined) reject(new Error('connect: the reader is still connected'));
      else resolve(negotiated);
    });
  });
  const exchanges = new Set<Promise<unknown>>();
  let disconnecting: Promise<void> | undefined;

  const transmit = async (command: Uint8Array): Promise<Uint8Array> => {
    if (disconnecting !== undefined) throw new CardError('CARD_REMOVED', { detail: 'the card was disconnected' });
    const left = whyGone(watch, native.name, state);
    if (left !== undefined) throw new CardError(left);
    const exchange = exchangeOnce(native, protocol, command);
    exchanges.add(exchange);
    try {
      return await exchange;
    } catch (cause) {
      throw await explainFault(watch, native.name, state, cause);
    } finally {
      exchanges.delete(exchange);
    }
  };

  return {
    readerName: native.name,
    atr: request.atr,
    eventCount: state.eventCount,
    transmit,
    waitForRemoval: ({ timeoutMs, signal }) => waitUntilGone(watch, native.name, state, Date.now() + timeoutMs, signal),
    disconnect() {
      disconnecting ??= Promise.allSettled(exchanges).then(() => letGo(watch, native));
      return disconnecting;
    },
  };
}

/** The reader reported success and gave less than a status word. */
class ShortResponseError extends Error {
  override readonly name = 'ShortResponseError';
}

function exchangeOnce(native: NativeReader, protocol: number, command: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    native.transmit(Buffer.from(command), MAX_RESPONSE_BYTES, protocol, (cause, response) => {
      if (isFault(cause)) reject(cause);
      // Some drivers report success without a status word when the card leaves in the middle of a command.
      else if (response === undefined || response.length < 2) reject(new ShortResponseError());
      else resolve(Uint8Array.from(response));
    });
  });
}

/** Lifting a card shows as a removal or as a mere transmission fault, depending on the moment; the reader's next status tells which. */
async function explainFault(
  watch: ReaderWatch,
  readerName: string,
  state: ReaderState,
  cause: unknown,
): Promise<CardError> {
  const returnCode = pcscReturnCode(cause);
  if (isServiceGone(returnCode)) watch.fail(cause);
  const short = cause instanceof ShortResponseError;
  const fault = short ? 'maybe-removed' : judgeExchangeFault(returnCode);
  if (fault !== 'maybe-removed') return makePcscError(fault, cause);
  await waitUntilGone(watch, readerName, state, Date.now() + REMOVAL_REPORT_MS);
  const left = whyGone(watch, readerName, state);
  return makePcscError(left ?? (short ? 'CARD_ANSWER_BAD' : 'READER_FAILED'), cause);
}

/** Why the card that was ready at `before` cannot be talked to any more; undefined while nothing speaks against it. */
function whyGone(watch: ReaderWatch, readerName: string, before: ReaderState): Code | undefined {
  if (watch.failure !== undefined) return watch.failure.code;
  const now = watch.find(readerName)?.state;
  if (now === undefined || now.unplugged) return 'READER_REMOVED';
  return cardLeftSince(before, now) ? 'CARD_REMOVED' : undefined;
}

async function waitUntilGone(
  watch: ReaderWatch,
  readerName: string,
  before: ReaderState,
  deadline: number,
  signal?: AbortSignal,
): Promise<boolean> {
  for (;;) {
    if (whyGone(watch, readerName, before) !== undefined) return true;
    if ((await watch.nextChange(deadline, signal)) === 'deadline') return false;
  }
}

/** A connection that cannot be let go of would block the reader for good, so the whole watch is then declared void. */
async function letGo(watch: ReaderWatch, native: NativeReader): Promise<void> {
  if (watch.failure !== undefined) return;
  for (const disposition of [native.SCARD_RESET_CARD, native.SCARD_LEAVE_CARD]) {
    const fault = await new Promise<unknown>((resolve) => {
      native.disconnect(disposition, resolve);
    });
    if (!isFault(fault)) return;
    if (disposition === native.SCARD_LEAVE_CARD) watch.fail(fault);
  }
}

function isFault(cause: unknown): boolean {
  return cause !== undefined && cause !== null;
}
