import { createInterface } from 'node:readline';
import { listReaders } from '@residence-permit/reader/pcsc';
import { ServedImage } from '../demo/served-image.ts';
import { cardSeen, slotsEmpty } from '../pcsc/slots.ts';

/**
 * Beside a virtual reader: lays cards into its slot, one at a time, as lines on standard input say, `lay PATH` or `lay` for
 * none; answers each with a line. It ends with its input.
 *
 *   with-virtual-reader.sh node pile-main.js
 */
let served: ServedImage | undefined;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const [slot] = await listReaders();
say({ ready: true, pid: process.pid, reader: slot?.name });
for await (const line of createInterface({ input: process.stdin })) {
  const image = line.replace(/^lay ?/, '');
  try {
    await takeOff();
    if (image !== '') {
      served = await ServedImage.insert(image);
      await cardSeen();
    }
    say({ laid: true });
  } catch {
    say({ laid: false });
  }
}
await served?.remove();

async function takeOff(): Promise<void> {
  await served?.remove();
  served = undefined;
  await slotsEmpty();
}
