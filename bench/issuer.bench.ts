import { type OwnEngine, ownDatabase } from '@residence-permit/test/builders/own-database';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import type { Section } from './figures.ts';
import { median } from './median.ts';
import { type BenchCase, officeBench } from './office/office-bench.ts';

const OFFICES = Array.from({ length: 8 }, (_, index) => ({
  id: `bench-${index + 1}`,
  name: `示例市公安局第${index + 1}分局`,
}));
/** As long as it takes until the statements are prepared and the code is compiled: a service runs for weeks. */
const WARM_UPS = 160;
const CASES = 160;
const ROUNDS = 3;

/** Complete cases a second, on the embedded engine and on a server. */
export async function measureIssuer(): Promise<Section> {
  const embedded = await casesPerS('embedded');
  const postgres = await casesPerS('postgres');
  return {
    figures: { 'issuer.embedded.perS': embedded, 'issuer.postgres.perS': postgres },
    remarks: [
      `median of ${ROUNDS} rounds of ${CASES} cases after ${WARM_UPS} others, over ${OFFICES.length} offices, one at a time in each: entered, submitted, accepted, decided by another, reserved, signed, ` +
        'checked by a third, handed over, activated; every transition its own transaction with fsync, both signatures made and verified; no chip, and papers are put in beforehand',
    ],
  };
}

async function casesPerS(engine: OwnEngine): Promise<number> {
  const clock = () => Math.floor(Date.now() / 1000);
  const stores = await storesOver(await ownDatabase(engine), {
    clock,
    offices: OFFICES,
    maxConnections: OFFICES.length,
  });
  try {
    const bench = await officeBench(
      stores,
      OFFICES.map(({ id }) => id),
    );
    const run = async (count: number): Promise<number> => {
      const cases: BenchCase[] = [];
      const entering = await timed(count, async () => void cases.push(await bench.enter()));
      for (const one of cases) await bench.prepare(one);
      const finishing = await timed(count, async (index) => {
        const one = cases[index];
        if (one !== undefined) await bench.finish(one);
      });
      return count / (entering + finishing);
    };
    await run(WARM_UPS);
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rates.push(await run(CASES));
    return median(rates);
  } finally {
    await stores.close();
  }
}

/** Seconds for so many runs, as many at once as there are offices. */
async function timed(count: number, run: (index: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await run(index);
  };
  await Promise.all(OFFICES.map(worker));
  return (performance.now() - began) / 1000;
}
