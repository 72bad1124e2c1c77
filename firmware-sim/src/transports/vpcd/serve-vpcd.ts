import { connect, type Socket } from 'node:net';
import { CardError } from '@residence-permit/shared/errors';
import { PERMIT_ATR } from './answer-to-reset.ts';
import { encodeFrame, FrameReader, MAX_FRAME_BYTES, VPCD_CONTROL } from './frames.ts';
import { RandomUid } from './random-uid.ts';
import type { ServedCard, SessionCost } from './served-card.ts';

export type ServeVpcd = {
  readonly card: ServedCard;
  readonly host: string;
  /** TCP port of a slot: 35963 for the first of an unchanged installation, 35964 for the second. */
  readonly port: number;
  /** Called when a session that carried at least one APDU ends: power off, reset or removal. */
  readonly onSession: (cost: SessionCost) => void;
};

/** A card in its slot. `closed` settles when the connection ends; it rejects when the card or the connection failed. */
export type VpcdSlot = { readonly closed: Promise<void>; remove(): Promise<void> };

/** vpcd polls its card every 400 ms; a connection that it leaves alone for so long waits behind another card. */
const FIRST_POLL_MS = 3000;

/**
 * Puts a card into a slot of the virtual reader and serves it until `remove` or until the reader goes away.
 * Resolves when the reader has first spoken to the card, so the card is then in the slot.
 * `closed` rejects with whatever the card throws, such as CARD_REMOVED of a card that is made to leave.
 * @throws CardError READER_ABSENT when nothing listens there, READER_FAILED when another card is in the slot
 */
export async function serveVpcd(request: ServeVpcd): Promise<VpcdSlot> {
  const socket = await open(request.host, request.port);
  const session = makeSession(request);
  const reader = new FrameReader();
  let failure: unknown;
  const fail = (cause: unknown): void => {
    failure ??= cause;
    socket.destroy();
  };
  // One after the other: a card that takes its time must not be overtaken by what the reader says next.
  let answered: Promise<void> = Promise.resolve();
  socket.on('data', (chunk: Uint8Array) => {
    for (const body of reader.push(chunk)) answered = answered.then(() => answer(socket, session, body)).catch(fail);
  });
  socket.on('error', (cause) => {
    failure ??= cause instanceof CardError ? cause : new CardError('READER_FAILED', { cause });
  });
  const closed = new Promise<void>((resolve, reject) => {
    socket.once('close', () => {
      session.end();
      if (failure === undefined) resolve();
      else reject(failure instanceof Error ? failure : new CardError('READER_FAILED', { cause: failure }));
    });
  });
  closed.catch(() => undefined); // whoever waits for it still sees the failure
  // Removal is a closed socket: an empty answer to reset would hang the reader and its clients.
  const remove = (): Promise<void> => {
    socket.destroy();
    return closed;
  };
  await Promise.race([firstPoll(socket), closed]);
  return { closed, remove };
}

function firstPoll(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => socket.destroy(new CardError('READER_FAILED', { detail: 'the slot holds another card' })),
      FIRST_POLL_MS,
    );
    socket.once('close', () => clearTimeout(timer));
    socket.once('data', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

type Session = { transmit(command: Uint8Array): Promise<Uint8Array>; readonly atr: Uint8Array; end(): void };

/** Counts what passes between two losses of power. A card that has a meter is asked, else the APDUs are counted here. */
function makeSession({ card, onSession }: ServeVpcd): Session {
  let apdus = 0;
  let bytes = 0;
  const uid = new RandomUid();
  card.reset();
  card.meter?.reset();
  uid.draw();
  return {
    atr: card.atr ?? PERMIT_ATR,
    async transmit(command) {
      const ofReader = uid.answer(command);
      if (ofReader !== undefined) return ofReader;
      const response = await card.transmit(command);
      apdus += 1;
      bytes += command.length + response.length;
      return response;
    },
    end() {
      card.reset();
      if (apdus > 0) onSession({ apdus, bytes, modelMs: card.meter?.modelMs ?? 0 });
      apdus = 0;
      bytes = 0;
      card.meter?.reset();
      uid.draw();
    },
  };
}

async function answer(socket: Socket, session: Session, body: Uint8Array): Promise<void> {
  if (socket.destroyed) return;
  if (body.length !== 1) {
    const response = body.length === 0 ? Uint8Array.of(0x67, 0x00) : await session.transmit(body);
    if (socket.destroyed) return;
    socket.write(encodeFrame(response.length > MAX_FRAME_BYTES ? Uint8Array.of(0x67, 0x00) : response));
    return;
  }
  if (body[0] === VPCD_CONTROL.getAtr) socket.write(encodeFrame(session.atr));
  else if (body[0] === VPCD_CONTROL.powerOff || body[0] === VPCD_CONTROL.reset) session.end();
  // Power on needs nothing: the state behind it is that of a loss of power. An unknown control byte gets no answer.
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const refuse = (cause: Error): void => reject(new CardError('READER_ABSENT', { cause, detail: `${host}:${port}` }));
    socket.once('error', refuse);
    socket.once('connect', () => {
      socket.off('error', refuse);
      resolve(socket);
    });
  });
}
