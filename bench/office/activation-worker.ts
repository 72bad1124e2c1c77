import { randomUUID } from 'node:crypto';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import { officeBench } from './office-bench.ts';

/** What the parent says first: the register that is filled already. */
export type WorkerSetUp = {
  readonly url: string;
  readonly keyStoreUrl: string;
  readonly folders: { readonly keys: string; readonly evidence: string };
  readonly officeId: string;
  readonly inFlight: number;
};

/** What it says then: cards to activate, as many at once as set up, and how long the signer takes besides. The answer is `done`. */
export type WorkerTask = { readonly cardNumbers: readonly string[]; readonly signerDelayMs: number };

type Activate = (what: { readonly cardNumber: string; readonly signerDelayMs: number }) => Promise<void>;

let activate: Promise<Activate> | undefined;
let close = (): Promise<void> => Promise.resolve();
let inFlight = 1;

process.on('message', (message: WorkerSetUp | WorkerTask) => {
  work(message).then(
    () => process.send?.('done'),
    (cause: unknown) => {
      process.stderr.write(`${String(cause)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => void close());

async function work(message: WorkerSetUp | WorkerTask): Promise<void> {
  if (!('cardNumbers' in message)) {
    inFlight = message.inFlight;
    activate = open(message);
    await activate;
    return;
  }
  const activateCard = await activate;
  if (activateCard === undefined) throw new TypeError('want the set-up first');
  const { cardNumbers, signerDelayMs } = message;
  const waiting = [...cardNumbers];
  const run = async (): Promise<void> => {
    for (let cardNumber = waiting.pop(); cardNumber !== undefined; cardNumber = waiting.pop()) {
      await activateCard({ cardNumber, signerDelayMs });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, run));
}

async function open({ url, keyStoreUrl, folders, officeId }: WorkerSetUp): Promise<Activate> {
  const clock = () => Math.floor(Date.now() / 1000);
  const address = { url, keyStoreUrl, close: () => Promise.resolve() };
  const stores = await storesOver(address, { clock, maxConnections: inFlight, folders, content: 'filled' });
  close = stores.close;
  const bench = await officeBench(stores, [officeId]);
  const officer = { accountId: randomUUID(), officeId };
  return (what) => bench.activate(officer, what);
}
