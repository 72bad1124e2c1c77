// Keeps receipts in a terminal's folder until it is killed, one line on standard output for each.
import { openReceiptBook } from '@residence-permit/reader/node';
import { randomBytes } from 'node:crypto';

const [folder, at] = process.argv.slice(2);
const book = await openReceiptBook(folder);
const yes = { answer: 'yes' };
for (;;) {
  const kept = await book.keep({
    terminal: book.terminal,
    id: new Uint8Array(randomBytes(16)),
    at: Number(at),
    purpose: 'clinic',
    verdict: 'accepted',
    answers: { authentic: yes, current: yes, inFunction: yes, chipGenuine: yes, entitled: yes },
    trust: { rootVersion: 1, bundleSeq: 1, bundleSeconds: 0 },
  });
  process.stdout.write(`${kept.receipt.number}\n`);
}
