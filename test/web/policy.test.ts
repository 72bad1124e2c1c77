import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';

import { aFileOnDisk } from './a-file-on-disk.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { signInAs } from './sign-in-as.ts';
import { proveAgain } from './sign-in.ts';

const CATALOGUE = '/office/policy/catalogue';

let office: ServedOffice;
let browser: Browser;
let proposer: Page;
let publisher: Page;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
  proposer = await signInAs(browser, office, { role: 'supervisor' });
  publisher = await signInAs(browser, office, { role: 'supervisor', side: 'other' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const open = (page: Page, path: string) => page.goto(`${office.url}${path}`);
const said = (page: Page) => page.locator('main').innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** Shows the password again, where the page asks for it, until it stands there. */
async function enter(page: Page, path: string): Promise<void> {
  await open(page, path);
  if ((await page.locator('#password').count()) > 0) await proveAgain(page, PASSWORD);
  await page.locator('#document').waitFor();
}

/** A file for the form. */
const file = (content: unknown) =>
  aFileOnDisk('new.json', typeof content === 'string' ? content : JSON.stringify(content));

describe('the catalogue', { timeout: 400_000 }, () => {
  const changed = () => {
    const entries = office.things.entries.map((entry, index) =>
      index === 0 ? { ...entry, isOpen: false, titles: { ...entry.titles, zh: '样本待遇' } } : entry,
    );
    const [first] = entries;
    return {
      entries: [...entries, { ...first, id: 'sample-new', isOpen: true, titles: { zh: '示例新待遇', en: 'S-1' } }],
    };
  };

  it('is shown with its version, what waits, and a way to fetch it as a file', async () => {
    await open(proposer, '/office');
    await proposer.getByRole('link', { name: 'Publish the catalogue of entitlements' }).click();
    await proveAgain(proposer, PASSWORD);
    await proposer.getByText('In force: the first version').waitFor();
    await lookAt(proposer, 'policy-catalogue');
    const [download] = await Promise.all([
      proposer.waitForEvent('download'),
      proposer.getByRole('link', { name: 'Download the version in force' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('catalogue-0.json');
  });

  it('tells beside the field what is no JSON, what is missing and what does not belong there', async () => {
    const error = proposer.locator('#document-error');
    await press(proposer, 'See the changes');
    await error.filter({ hasText: 'Choose a file or paste the content' }).waitFor();
    await proposer.locator('#document').fill('{\n"entries": [\n}');
    await press(proposer, 'See the changes');
    await error.filter({ hasText: 'This cannot be read' }).waitFor();
    expect(await proposer.locator('#document').inputValue()).toContain('"entries": [');
    const [entry] = office.things.entries;
    await proposer
      .locator('#file')
      .setInputFiles(file({ entries: [{ ...entry, model: 'OFTEN', more: 1, isOpen: undefined }] }));
    await press(proposer, 'See the changes');
    await proposer.getByRole('rowheader', { name: 'entries/1/model' }).waitFor();
    for (const path of ['entries/1/isOpen', 'entries/1/more']) expect(await said(proposer)).toContain(path);
    await lookAtAnswer(proposer, 'policy-places');
  });

  it('is refused where it leaves out what was published', async () => {
    await proposer.locator('#file').setInputFiles(file({ entries: office.things.entries.slice(1) }));
    await press(proposer, 'See the changes');
    await proposer.getByRole('heading', { name: 'Left out' }).waitFor();
    await lookAtAnswer(proposer, 'policy-check-left-out');
    await press(proposer, 'Propose this version');
    await proposer.locator('#document-error').waitFor();
    expect(await proposer.locator('#document').inputValue()).toContain('"entries"');
    await lookAtAnswer(proposer, 'policy-refused');
  });

  it('is proposed after a look at what changes, and not published by who proposed it', async () => {
    await proposer.locator('#file').setInputFiles(file(changed()));
    await press(proposer, 'See the changes');
    await proposer.getByRole('heading', { name: 'Propose these changes?' }).waitFor();
    expect(await proposer.locator('ins').first().innerText()).toBe('样本待遇');
    expect(await said(proposer)).toContain('S-1');
    await lookAtAnswer(proposer, 'policy-check');
    await press(proposer, 'Propose this version');
    await proposer.waitForURL('**?done=proposed');
    await lookAt(proposer, 'policy-proposed');
    await proposer.getByRole('row', { name: 'Another publishes it' }).getByRole('link').click();
    await proposer.getByText('You proposed this version').waitFor();
    expect(await proposer.getByRole('button', { name: 'Publish this version' }).count()).toBe(0);
    await lookAt(proposer, 'policy-own-proposal');
  });

  it('is published by another, and everybody reads it', async () => {
    await enter(publisher, CATALOGUE);
    await publisher.locator(`a[href="${new URL(proposer.url()).pathname}"]`).click();
    await lookAt(publisher, 'policy-proposal');
    await press(publisher, 'Publish this version');
    await publisher.waitForURL('**?done=published');
    expect(await said(publisher)).toContain('In force: version 1');
    await open(publisher, '/catalogue');
    expect(await said(publisher)).toContain('S-1');
    await proposer.reload();
    expect(await proposer.locator('h1').innerText()).toBe('Page not found');
  });
});

describe('the purposes', { timeout: 400_000 }, () => {
  it('are proposed and published in the same way', async () => {
    await enter(proposer, '/office/policy/purposes');
    await lookAt(proposer, 'policy-purposes');
    const { purposes } = office.things;
    const [first, ...rest] = purposes.terminal;
    const terminal = [{ ...first, titles: { zh: '样本目的', en: 'S-2' } }, ...rest];
    await proposer.locator('#document').fill(JSON.stringify({ ...purposes, terminal }));
    await press(proposer, 'See the changes');
    await proposer.getByRole('heading', { name: 'Propose these changes?' }).waitFor();
    expect(await proposer.locator('ins').allInnerTexts()).toEqual(['样本目的', 'S-2']);
    await lookAtAnswer(proposer, 'policy-purposes-check', [first?.titles.en ?? '', 'S-2']);
    await press(proposer, 'Propose this version');
    await proposer.waitForURL('**?done=proposed');
    await proposer.getByRole('row', { name: 'Another publishes it' }).getByRole('link').click();
    await proposer.getByText('You proposed this version').waitFor();
    const { pathname } = new URL(proposer.url());
    await open(publisher, pathname);
    await press(publisher, 'Publish this version');
    await publisher.waitForURL('**?done=published');
    await open(publisher, '/purposes');
    expect(await said(publisher)).toContain('S-2');
  });

  it('are nobody else’s to publish', async () => {
    const clerk = await signInAs(browser, office, { role: 'clerk' });
    await open(clerk, '/office/policy/purposes');
    expect(await clerk.locator('h1').innerText()).toBe('You may not do this');
    await clerk.context().close();
  });
});
