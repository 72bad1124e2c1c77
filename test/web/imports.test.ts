import { IMPORT_COLUMNS, type ImportColumn } from '@residence-permit/issuer/use-cases/imports';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aFileOnDisk } from './a-file-on-disk.ts';
import { aScreen } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { signIn } from './sign-in.ts';

let office: ServedOffice;
let base: string;
let browser: Browser;
let supervisor: Page;

beforeAll(async () => {
  office = await aServedOffice();
  // Nobody takes the rows of this process: they wait as they do after a stop.
  const service = await office.serve({ args: ['--no-jobs'] });
  base = service.url;
  await office.staff(service, { supervisor: 'supervisor', clerk: 'clerk' });
  browser = await launchChromium();
  supervisor = await (await aScreen(browser, { language: 'en' })).newPage();
  await signIn(supervisor, base, 'a.supervisor');
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** A row of an invented paper register; the permit number is its key. */
function aRow(order: number, change: Partial<Record<ImportColumn, string>> = {}): string {
  const cells: Partial<Record<ImportColumn, string>> = {
    permit_number: `OLD-000${order}`,
    name: `样例${'甲乙丙丁戊己庚'[order] ?? ''}`,
    citizen_id: anIdNumber('1990-01-01', order),
    sex: '1',
    ethnic_group: '01',
    hukou_address: '示例省样本州示例县三号',
    residence_address: '示例市示例区样本路 21 号',
    issued_on: '2014-05-01',
    ...change,
  };
  return IMPORT_COLUMNS.map((column) => cells[column] ?? '').join(',');
}

const aTable = (...rows: readonly string[]) => [IMPORT_COLUMNS.join(','), ...rows, ''].join('\r\n');
const REGISTER = aTable(
  aRow(1),
  aRow(2),
  aRow(3, { citizen_id: '800000199002030000' }),
  aRow(4, { issued_on: '2099-01-01' }),
  aRow(5),
  aRow(1),
);

const said = () => supervisor.locator('main').innerText();
const press = (name: string) => supervisor.getByRole('button', { name }).click();
const choose = (table: string) => supervisor.locator('#file').setInputFiles(aFileOnDisk('register.csv', table));
const fileError = async () => {
  await supervisor.locator('#file-error').waitFor();
  return supervisor.locator('#file-error').innerText();
};

/** The jobs of the rows are gone, as when their last attempt has failed. */
async function giveUpRows(): Promise<void> {
  const client = new Client({ connectionString: office.database.adminUrl });
  await client.connect();
  const { rowCount } = await client.query(`DELETE FROM pgboss.job WHERE name = 'import-row'`);
  await client.end();
  expect(rowCount).toBe(6);
}

describe('a paper register at its pages', { timeout: 400_000 }, () => {
  it('is tried first, which writes nothing and says what would become of each row', async () => {
    await supervisor.getByRole('link', { name: 'Take over a paper register' }).click();
    expect(await said()).toContain('This issues no permit');
    await lookAt(supervisor, 'imports-empty');
    await press('Look at every row');
    expect(await fileError()).toContain('Choose a file');
    await choose('a,b\r\n1,2\r\n');
    await press('Look at every row');
    expect(await fileError()).toContain('columns');
    await lookAtAnswer(supervisor, 'imports-errors');
    await choose(REGISTER);
    await press('Look at every row');
    await supervisor.getByRole('heading', { name: 'What the trial found' }).waitFor();
    expect(await said()).toContain('The citizen ID number is wrong');
    expect(await said()).toContain('Taken over before, or twice in the file');
    await lookAtAnswer(supervisor, 'imports-trial');
    expect(await office.stores.database.prisma.importRun.count()).toBe(0);
  });

  it('is not begun with another file than the one that was tried', async () => {
    // As some systems call it.
    const mimeType = 'application/vnd.ms-excel';
    await supervisor
      .locator('#file')
      .setInputFiles({ name: 'register.csv', mimeType, buffer: Buffer.from(aTable(aRow(6))) });
    await press('Take it over and make drafts');
    expect(await fileError()).toContain('not the file that was tried');
    expect(await office.stores.database.prisma.importRun.count()).toBe(0);
    await choose(REGISTER);
    await press('Look at every row');
    await choose(REGISTER);
    await press('Take it over and make drafts');
    await supervisor.waitForURL(/\/office\/imports\/[0-9a-f-]{36}$/);
    await lookAt(supervisor, 'imports-run');
  });

  it('goes on after a stop, while the page follows it, and names the rows that need a person', async () => {
    await giveUpRows();
    await office.serve();
    await press('Go on with the rows that wait');
    await supervisor.waitForURL('**?resumed=6');
    // The page brings itself up to date: nobody asks for it again.
    await supervisor.getByText('Every row is done.').waitFor({ timeout: 120_000 });
    const counted = await supervisor.locator('.office-counts td').allInnerTexts();
    expect(counted).toEqual(['3', '1', '2', '0']);
    await supervisor.goto(supervisor.url().replace(/\?.*/, ''));
    expect(await said()).toContain('A date is wrong, in the future, or before the other');
    await lookAt(supervisor, 'imports-over');
    expect(await office.stores.database.prisma.permit.count()).toBe(0);
    expect(await office.stores.database.prisma.application.count({ where: { state: 'DRAFT' } })).toBe(3);
    const [download] = await Promise.all([
      supervisor.waitForEvent('download'),
      supervisor.getByRole('link', { name: 'Download what became of each row' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^import-.*\.csv$/);
  });

  it('is listed, and not taken over a second time', async () => {
    await supervisor.getByRole('link', { name: 'Back to the registers' }).click();
    await lookAt(supervisor, 'imports');
    await choose(REGISTER);
    await press('Look at every row');
    expect(await said()).toContain('There is no row to take over');
    await lookAtAnswer(supervisor, 'imports-trial-known');
  });

  it('is nobody else’s matter', async () => {
    const clerk = await (await aScreen(browser, { language: 'en' })).newPage();
    await signIn(clerk, base, 'a.clerk');
    await clerk.goto(`${base}/office/imports`);
    expect(await clerk.locator('h1').innerText()).toBe('You may not do this');
    await clerk.context().close();
  });
});
