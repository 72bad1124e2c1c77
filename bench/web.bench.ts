import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { openKeyFolder } from '@residence-permit/issuer/adapters/privacy';
import { ownDatabase } from '@residence-permit/test/builders/own-database';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import { chromium, type Page } from 'playwright-core';
import type { Section } from './figures.ts';
import { fillRegister } from './office/fill-register.ts';
import { makeCases } from './office/make-cases.ts';
import { officeOnDisk } from './office/office-on-disk.ts';
import { signInStaff } from './office/sign-in-staff.ts';
import { openDemoOffice } from './web/demo-office.ts';
import { firstVisitBytes } from './web/first-visit.ts';
import { walkToActiveCard } from './web/issue-walk.ts';
import { pageTimesMs } from './web/page-times.ts';

/** Persons in the register, cases that are opened, and how often each address is. */
const SIZES = { persons: 100_000, opened: 40, times: 40 } as const;
const OFFICE = { id: 'bench-1', name: '示例市公安局第1分局' } as const;
const OTHERS = Array.from({ length: 7 }, (_, index) => ({
  id: `bench-${index + 2}`,
  name: `示例市公安局第${index + 2}分局`,
}));
const CHROMIUM = '/usr/bin/chromium';
const KB = 1000;

/** The office's pages: how long the server takes for each, how much a first visit loads, what a card costs in presses. */
export async function measureWeb(sizes: { readonly [Name in keyof typeof SIZES]: number } = SIZES): Promise<Section> {
  const served = await measureServed(sizes);
  const walked = await measureWalk();
  return { figures: { ...served.figures, ...walked.figures }, remarks: [...served.remarks, ...walked.remarks] };
}

async function measureServed({
  persons,
  opened,
  times,
}: { readonly [Name in keyof typeof SIZES]: number }): Promise<Section> {
  const address = await ownDatabase('embedded');
  try {
    const office = await officeOnDisk(address);
    try {
      const { folders } = office;
      const { masters } = await openKeyFolder(folders.keys);
      const clock = () => Math.floor(Date.now() / 1000);
      const kept = { ...address, close: () => Promise.resolve() };
      const stores = await storesOver(kept, { clock, offices: [OFFICE, ...OTHERS], folders });
      const cases = await makeCases(stores, { officeId: OFFICE.id, count: opened });
      await fillRegister({ ...address, masters }, { from: 0, to: persons });
      const { url, stop } = await office.serve();
      const staff = await signInStaff(office, url);
      const [clerk, reviewer] = [await staff('clerk', OFFICE.id), await staff('reviewer', OFFICE.id)];
      const officers = { clerk, reviewer, producer: await staff('producer', OFFICE.id) };
      const taken = await pageTimesMs(officers, { cases, times });
      const bytes = await firstVisitBytes(url);
      await stop();
      const families = [...taken].map(([family, values]) => [`web.page.${family}P95Ms`, p95(values)] as const);
      return {
        figures: {
          'web.page.p95Ms': Math.max(...families.map(([, value]) => value)),
          ...Object.fromEntries(families),
          'web.page.kB': bytes / KB,
        },
        remarks: [
          `pages asked one after the other over loopback, each address ${times} times, ${persons} persons in the register; the slowest family counts`,
          'kB: sign-in page, style sheet, script and icon with their heads, as sent',
        ],
      };
    } finally {
      await office.close();
    }
  } finally {
    await address.close();
  }
}

async function measureWalk(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-bench-web-'));
  // The server of the database runs as another user than root.
  await chmod(folder, 0o755);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const first = await openDemoOffice(join(folder, 'office'));
    await first.stop();
    const { tookS, url, password, stop } = await openDemoOffice(join(folder, 'office'));
    let [violations, looked] = [0, 0];
    const look = async (page: Page): Promise<void> => {
      const { pathname, search } = new URL(page.url());
      for (const language of ['en', 'zh']) {
        const query = new URLSearchParams({ language, back: `${pathname}${search}` });
        await page.goto(`${url}/preferences?${query.toString()}`);
        violations += (await new AxeBuilder({ page }).analyze()).violations.length;
        looked += 1;
      }
    };
    const newPage = async () => (await browser.newContext({ locale: 'zh-CN' })).newPage();
    const visitor = await newPage();
    for (const path of ['/', '/demonstration/steps', '/demonstration/tap', '/sign-in']) {
      await visitor.goto(`${url}${path}`);
      await look(visitor);
    }
    const presses = await walkToActiveCard({ url, password, newPage, look });
    await stop();
    return {
      figures: {
        'web.axe': violations,
        'web.issueClicks': presses,
        'web.firstStartS': first.tookS,
        'web.secondStartS': tookS,
      },
      remarks: [
        `axe on ${looked} pages of the walk, Chinese and English`,
        'issueClicks: clicks and key presses of clerk, reviewer and producer from signing in to an active card; typing and choosing data is not counted',
        'starts of what `npm start` runs once it is set up: the first makes the office, the second opens it',
      ],
    };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
