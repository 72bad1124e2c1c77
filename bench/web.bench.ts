import { openKeyFolder } from '@residence-permit/issuer/adapters/privacy';
import { ownDatabase } from '@residence-permit/test/builders/own-database';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import { median } from './median.ts';
import type { Section } from './figures.ts';
import { fillRegister } from './office/fill-register.ts';
import { makeCases } from './office/make-cases.ts';
import { type OfficeOnDisk, officeOnDisk } from './office/office-on-disk.ts';
import { signInStaff } from './office/sign-in-staff.ts';
import { firstVisitBytes } from './web/first-visit.ts';
import { measureVisit } from './web/measure-visit.ts';
import { type Officers, type PageTimes, pageTimes } from './web/page-times.ts';

/** Persons in the register, cases that are opened, and how often each address is. */
const SIZES = { persons: 100_000, opened: 40, times: 40 } as const;
const OFFICE = { id: 'bench-1', name: '示例市公安局第1分局' } as const;
const OTHERS = Array.from({ length: 7 }, (_, index) => ({
  id: `bench-${index + 2}`,
  name: `示例市公安局第${index + 2}分局`,
}));
const KB = 1000;

type OwnDatabase = Awaited<ReturnType<typeof ownDatabase>>;
type Sizes = { readonly [Name in keyof typeof SIZES]: number };

/** The office's pages: how long the server takes for each, how much a first visit loads, what a card costs in presses. */
export async function measureWeb(sizes: Sizes = SIZES): Promise<Section> {
  const served = await measureServed(sizes);
  const visit = await measureVisit();
  return { figures: { ...served.figures, ...visit.figures }, remarks: [...served.remarks, ...visit.remarks] };
}

async function measureServed(sizes: Sizes): Promise<Section> {
  const address = await ownDatabase('embedded');
  try {
    const office = await officeOnDisk(address);
    try {
      const cases = await fill(office, address, sizes);
      const { url, stop } = await office.serve();
      const taken = await pageTimes(await makeOfficers(office, url), { cases, times: sizes.times });
      const bytes = await firstVisitBytes(url);
      await stop();
      return figuresOf(taken, { bytes, sizes });
    } finally {
      await office.close();
    }
  } finally {
    await address.close();
  }
}

/** Cases to be opened, and so many other persons around them. */
async function fill({ folders }: OfficeOnDisk, address: OwnDatabase, { persons, opened }: Sizes) {
  const { masters } = await openKeyFolder(folders.keys);
  const clock = () => Math.floor(Date.now() / 1000);
  const kept = { ...address, close: () => Promise.resolve() };
  const stores = await storesOver(kept, { clock, offices: [OFFICE, ...OTHERS], folders });
  const cases = await makeCases(stores, { officeId: OFFICE.id, count: opened });
  await fillRegister({ ...address, masters }, { from: 0, to: persons });
  return cases;
}

async function makeOfficers(office: OfficeOnDisk, url: string): Promise<Officers> {
  const staff = await signInStaff(office, url);
  const [clerk, reviewer] = [await staff('clerk', OFFICE.id), await staff('reviewer', OFFICE.id)];
  return { clerk, reviewer, producer: await staff('producer', OFFICE.id) };
}

function figuresOf(
  taken: readonly PageTimes[],
  { bytes, sizes }: { readonly bytes: number; readonly sizes: Sizes },
): Section {
  const families = [...new Set(taken.map(({ family }) => family))].map((family) => {
    const values = taken.flatMap((one) => (one.family === family ? one.tookMs : []));
    return [`web.page.${family}P95Ms`, p95(values)] as const;
  });
  const [slowest] = taken.toSorted((a, b) => median(b.tookMs) - median(a.tookMs));
  return {
    figures: {
      'web.page.p95Ms': Math.max(...families.map(([, value]) => value)),
      ...Object.fromEntries(families),
      'web.page.medianMs': median(taken.flatMap(({ tookMs }) => tookMs)),
      'web.page.kB': bytes / KB,
    },
    remarks: [
      `${taken.length} addresses asked one after the other over loopback, each ${sizes.times} times, ${sizes.persons} persons in the register; p95 is that of the slowest family`,
      `slowest address ${slowest?.address ?? ''}, median ${median(slowest?.tookMs ?? []).toFixed(1)} ms`,
      'kB: sign-in page, style sheet, script and icon with their heads, as sent',
    ],
  };
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
