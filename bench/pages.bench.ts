import { openKeyFolder } from '@residence-permit/issuer/adapters/privacy';
import { ownDatabase } from '@residence-permit/test/builders/own-database';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import type { Section } from './figures.ts';
import { median } from './median.ts';
import { CASES_A_PERSON, fillRegister } from './office/fill-register.ts';
import { makeCases } from './office/make-cases.ts';
import { officeOnDisk } from './office/office-on-disk.ts';
import { kindOf, officeReads, READ_KINDS } from './office/office-reads.ts';
import { openLoop } from './office/open-loop.ts';
import { signInStaff } from './office/sign-in-staff.ts';

/** Persons in the small and in the large register, cases that are opened, seconds of each measurement. */
const SIZES = { small: 100_000, large: 1_000_000, opened: 1500, seconds: 60 } as const;
const OFFICES = Array.from({ length: 8 }, (_, index) => ({
  id: `bench-${index + 1}`,
  name: `示例市公安局第${index + 1}分局`,
}));
const OFFICE_ID = 'bench-1';
const PER_S = 10;
const OFFICERS = 5;
const WARM_UP_S = 15;

/** How long an officer waits for a page, with a small and a large register. */
export async function measurePages(sizes: { readonly [Name in keyof typeof SIZES]: number } = SIZES): Promise<Section> {
  const { small, large, opened, seconds } = sizes;
  const address = await ownDatabase('embedded');
  try {
    const office = await officeOnDisk(address);
    try {
      const { folders } = office;
      const { masters } = await openKeyFolder(folders.keys);
      const clock = () => Math.floor(Date.now() / 1000);
      const kept = { ...address, close: () => Promise.resolve() };
      const stores = await storesOver(kept, { clock, offices: OFFICES, folders });
      const cases = await makeCases(stores, { officeId: OFFICE_ID, count: opened });
      const { url, stop } = await office.serve();
      const staff = await signInStaff(office, url);
      const clients = [];
      for (let index = 0; index < OFFICERS; index += 1) clients.push(await staff('clerk', OFFICE_ID));
      const send = officeReads(clients, cases);
      const measure = async (): Promise<readonly number[]> => {
        await openLoop({ perS: PER_S, seconds: WARM_UP_S, send });
        return openLoop({ perS: PER_S, seconds, send });
      };
      await fillRegister({ ...address, masters }, { from: 0, to: small });
      const before = await measure();
      await fillRegister({ ...address, masters }, { from: small, to: large });
      const after = await measure();
      await stop();
      return {
        figures: {
          'issuer.page.p99Ms': p99(after),
          'issuer.page.growth': median(after) / median(before),
          'issuer.page.medianMs': median(after),
          'issuer.page.smallP99Ms': p99(before),
          ...Object.fromEntries(
            READ_KINDS.map((kind) => [
              `issuer.page.${kind}MedianMs`,
              median(after.filter((_, index) => kindOf(index) === kind)),
            ]),
          ),
        },
        remarks: [
          `${PER_S} requests a second from ${OFFICERS} officers for ${seconds} s, each measured from when it was planned: half queue, 30 % cases, 20 % searches by ID number, family name and pinyin`,
          `${large} persons and ${large * CASES_A_PERSON} cases, four of five at one office of ${OFFICES.length}; growth is the median beside that with ${small} persons, in the same process`,
        ],
      };
    } finally {
      await office.close();
    }
  } finally {
    await address.close();
  }
}

function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}
