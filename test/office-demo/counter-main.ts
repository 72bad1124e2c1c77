import { readFileSync } from 'node:fs';
import { type CounterReaders, openP12, startCounterAgent } from '@residence-permit/issuer/adapters/agent';
import { PermitError } from '@residence-permit/shared/errors';
import type { CounterAsk, CounterSaid } from './counter-messages.ts';
import { DeskReader } from './desk-reader.ts';

/**
 * The agent of the demonstration's counter, as a process of its own. It ends with whoever started it. Its passphrase comes
 * through the environment.
 *
 *   counter-main SERVICE P12 in-process|pcsc
 */
const [service = '', p12 = '', kind = ''] = process.argv.slice(2);
const passphrase = process.env['PERMIT_P12_PASSPHRASE'] ?? '';
const say = (message: CounterSaid): void => void process.send?.(message);

const desk = new DeskReader();
const readers: CounterReaders = kind === 'pcsc' ? await realReaders() : desk;
const agent = startCounterAgent({
  service,
  identity: openP12(new Uint8Array(readFileSync(p12)), passphrase),
  readers: {
    list: () => readers.list(),
    open: (request) => readers.open(request),
    awaitLeft: (request) => {
      say({ said: 'awaits-left' });
      return readers.awaitLeft(request);
    },
  },
  timing: { retryMs: 100, retryMaxMs: 300 },
  log: ({ event }) => {
    if (event === 'connected' || event === 'resumed') say({ said: 'connected' });
  },
});

process.on('message', ({ ticket, image }: CounterAsk) => {
  try {
    desk.lay(image);
    say({ said: 'laid', ticket });
  } catch (cause) {
    say({ said: 'failed', ticket, code: cause instanceof PermitError ? cause.code : 'UNEXPECTED' });
  }
});
process.once('disconnect', () => void end());
await agent.done.catch(() => (process.exitCode = 1));
await end();

/** Loaded where they are wanted: what they bring along takes longer than everything else here. */
async function realReaders(): Promise<CounterReaders> {
  const { makePcscReaders } = await import('@residence-permit/issuer/office-terminal');
  return makePcscReaders();
}

async function end(): Promise<void> {
  desk.lay(undefined);
  await agent.stop();
  if (process.connected) process.disconnect();
}
