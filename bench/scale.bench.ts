import { ownDatabase } from '@residence-permit/test/builders/own-database';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import type { Section } from './figures.ts';
import { median } from './median.ts';
import { startWorkers } from './office/activation-workers.ts';
import { officeBench } from './office/office-bench.ts';

/** Cards that one process activates in one round. */
const CARDS = 48;
const ROUNDS = 3;
/** Cards that each process activates beforehand: a service runs for weeks, and its code is compiled. */
const WARM_UPS = 240;
const IN_FLIGHT = 4;
/** As long as a signature on a token takes. */
const SIGNER_DELAY_MS = 20;
const OFFICES = Array.from({ length: 8 }, (_, index) => ({
  id: `bench-${index + 1}`,
  name: `示例市公安局第${index + 1}分局`,
}));

type Bench = Awaited<ReturnType<typeof officeBench>>;

/** Activations a second of two processes over those of one, with a signer that takes its time and with one that does not. */
export async function measureScale(cards: number = CARDS, warmUps: number = WARM_UPS): Promise<Section> {
  const address = await ownDatabase('embedded');
  const clock = () => Math.floor(Date.now() / 1000);
  const stores = await storesOver(address, { clock, offices: OFFICES, maxConnections: OFFICES.length });
  try {
    const bench = await officeBench(
      stores,
      OFFICES.map(({ id }) => id),
    );
    const prepared = await handedOver(bench, 2 * warmUps + 2 * 3 * cards * ROUNDS);
    const { url, keyStoreUrl } = stores.address;
    const folders = { keys: stores.keyFolder, evidence: stores.evidenceFolder };
    const workers = await startWorkers(2, { url, keyStoreUrl, folders, officeId: 'bench-1', inFlight: IN_FLIGHT });
    try {
      const share = (count: number) => prepared.splice(0, count);
      await workers.activate([share(warmUps), share(warmUps)], 0);
      const waited = await ratesOf(workers, { share: () => share(cards), signerDelayMs: SIGNER_DELAY_MS });
      const worked = await ratesOf(workers, { share: () => share(cards), signerDelayMs: 0 });
      return {
        figures: {
          'issuer.scale2': waited.two / waited.one,
          'issuer.scale2.onePerS': waited.one,
          'issuer.scale2.twoPerS': waited.two,
          'issuer.scale2Cpu': worked.two / worked.one,
          'issuer.scale2Cpu.twoPerS': worked.two,
        },
        remarks: [
          `activations: reserved in the register, signed, confirmed, two transactions with fsync; ${IN_FLIGHT} at once in each process, ${cards} a process and round, medians of ${ROUNDS} rounds in turn, after ${warmUps} others in each`,
          `the signer takes ${SIGNER_DELAY_MS} ms besides, as one on a token; scale2Cpu is the same without them, and shares the processors with the database`,
        ],
      };
    } finally {
      await workers.close();
    }
  } finally {
    await stores.close();
  }
}

/** Medians of activations a second, by one process and by two. */
async function ratesOf(
  workers: Awaited<ReturnType<typeof startWorkers>>,
  { share, signerDelayMs }: { readonly share: () => string[]; readonly signerDelayMs: number },
): Promise<{ readonly one: number; readonly two: number }> {
  const ratePerS = async (shares: readonly (readonly string[])[]): Promise<number> => {
    const began = performance.now();
    await workers.activate(shares, signerDelayMs);
    return (1000 * shares.flat().length) / (performance.now() - began);
  };
  const rates = { one: [] as number[], two: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.one.push(await ratePerS([share()]));
    rates.two.push(await ratePerS([share(), share()]));
  }
  return { one: median(rates.one), two: median(rates.two) };
}

/** Numbers of cards that only have to be activated; made at all offices at once. */
async function handedOver(bench: Bench, count: number): Promise<string[]> {
  const cardNumbers: string[] = [];
  let begun = 0;
  const make = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const one = await bench.enter();
      await bench.prepare(one);
      cardNumbers.push(await bench.handOver(one));
    }
  };
  await Promise.all(OFFICES.map(make));
  return cardNumbers;
}
