import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Code, CODES, PermitError } from '@residence-permit/shared/errors';
import type { CounterAsk, CounterSaid } from './counter-messages.ts';

/** The agent of the counter, in a process of its own. */
export type DemoCounter = {
  /** Lays the card of that image on the reader in the agent; none for `undefined`. @throws PermitError with the agent's code */
  readonly lay: (image: string | undefined) => Promise<void>;
  /** Lets go of the card and ends the process. */
  readonly stop: () => Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('counter-main.js', import.meta.url));

/**
 * Starts the agent and waits until its line to the service stands.
 * @param given.readers `pcsc`: those of the PC/SC service that `socket` names, else of the machine's own
 * @param given.abandon aborted when nobody waits any more; the agent is then ended
 * @param given.onAwaitsLeft called when the service waits for the card to be taken away
 * @throws PermitError AGENT_REFUSED when it ends before
 */
export async function startCounter(given: {
  readonly service: string;
  readonly p12: string;
  readonly passphrase: string;
  readonly readers: 'in-process' | 'pcsc';
  readonly socket?: string;
  readonly abandon: AbortSignal;
  readonly onAwaitsLeft: () => void;
}): Promise<DemoCounter> {
  const { service, p12, passphrase, readers, socket, abandon, onAwaitsLeft } = given;
  abandon.throwIfAborted();
  const child = fork(PROGRAM, [service, p12, readers], {
    execArgv: [],
    // Ctrl-C at the terminal is for the program that started it, which ends things in their order.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PERMIT_P12_PASSPHRASE: passphrase,
      ...(socket === undefined ? {} : { PCSCLITE_CSOCK_NAME: socket }),
    },
  });
  const gone = once(child, 'exit');
  const leave = (): void => {
    if (child.connected) child.disconnect();
  };
  abandon.addEventListener('abort', leave);
  const waiting = new Map<number, (said: CounterSaid) => void>();
  const connected = new Promise<void>((resolve) => {
    child.on('message', (message: CounterSaid) => {
      if (message.said === 'connected') resolve();
      else if (message.said === 'awaits-left') onAwaitsLeft();
      else waiting.get(message.ticket)?.(message);
    });
  });
  await Promise.race([connected, gone.then(() => refuse('AGENT_REFUSED'))]);
  let tickets = 0;
  return {
    async lay(image) {
      const ticket = ++tickets;
      const reply = new Promise<CounterSaid>((resolve) => waiting.set(ticket, resolve));
      ask(child, { ask: 'lay', ticket, image });
      const said = await Promise.race([reply, gone.then(() => refuse('READER_FAILED'))]);
      waiting.delete(ticket);
      if (said.said === 'failed') refuse(said.code);
    },
    async stop() {
      leave();
      await gone;
    },
  };
}

function ask(child: ChildProcess, message: CounterAsk): void {
  if (child.connected) child.send(message);
}

function refuse(code: string): never {
  throw new PermitError(Object.hasOwn(CODES, code) ? (code as Code) : 'UNEXPECTED', { detail: 'agent of the counter' });
}
