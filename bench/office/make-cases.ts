import type { Stores } from '@residence-permit/test/builders/stores-over';
import { officeBench } from './office-bench.ts';
import type { OpenCase } from './office-reads.ts';

/** Accepted cases with their papers, made as the office makes them; the stores are closed afterwards. */
export async function makeCases(
  stores: Stores,
  { officeId, count }: { readonly officeId: string; readonly count: number },
): Promise<readonly OpenCase[]> {
  const bench = await officeBench(stores, [officeId]);
  const cases: OpenCase[] = [];
  try {
    for (let made = 0; made < count; made += 1) {
      const one = await bench.enter();
      await bench.prepare(one);
      await bench.accept(one);
      const where = { id: one.applicationId };
      const { number } = await stores.database.prisma.application.findUniqueOrThrow({
        where,
        select: { number: true },
      });
      cases.push({ id: one.applicationId, number, citizenId: one.citizenId });
    }
    return cases;
  } finally {
    await stores.close();
  }
}
