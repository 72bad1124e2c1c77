import { randomUUID } from 'node:crypto';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import { officeBench } from './office-bench.ts';

/** What the parent says first: the register that is filled already, and how long the signer takes besides. */
export type WorkerSetUp = {
  readonly url: string;
  readonly keyStoreUrl: string;
  readonly folders: { readonly keys: string; readonly evidence: string };
  readonly signerDelayMs: number;
  readonly officeId: string;
  readonly inFlight: number;
};

/** What it says then: cards to activate, as many at once as set up. The answer to each message is `done`. */
export type WorkerTask = { readonly cardNumbers: readonly string[] };

type Activate = (cardNumber: string) => Promise<void>;

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
  const waiting = [...message.cardNumbers];
  const run = async (): Promise<void> => {
    for (let card = waiting.pop(); card !== undefined; card = waiting.pop()) await activateCard(card);
  };
  await Promise.all(Array.from({ length: inFlight }, run));
}

async function open({ url, keyStoreUrl, folders, signerDelayMs, officeId }: WorkerSetUp): Promise<Activate> {
  const clock = () => Math.floor(Date.now() / 1000);
  const address = { url, keyStoreUrl, close: () => Promise.resolve() };
  const stores = await storesOver(address, { clock, maxConnections: inFlight, folders, content: 'filled' });
  close = stores.close;
  const bench = await officeBench(stores, [officeId], { signerDelayMs });
  const officer = { accountId: randomUUID(), officeId };
  return (cardNumber) => bench.activate(officer, cardNumber);
}
