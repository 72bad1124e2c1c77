import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTerminalFolder } from '@residence-permit/reader/node';
import { decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { addDays, parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aTerminalRequest } from '../builders/grant-work.ts';
import { launchChromium } from '../builders/launch-chromium.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';
import { ORGANISATIONS, PASSWORD } from '../office/route-matrix/staff.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain } from './sign-in.ts';
import { signInAs } from './sign-in-as.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 600_000 });

/** The day at which the clock of this office stands. */
const TODAY = parsePlainDate('2026-06-15');
const GATE = 'T12';
const OTHER = 'T13';

let office: ServedOffice;
let browser: Browser;
let operator: Page;
let supervisor: Page;
let gate: Awaited<ReturnType<typeof aTerminalRequest>>;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
  operator = await signInAs(browser, office, { role: 'service-point-operator' });
  supervisor = await signInAs(browser, office, { role: 'supervisor' });
  gate = await aTerminalRequest(GATE, random);
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const said = (page: Page) => page.locator('main').innerText();
const faults = (page: Page) => page.locator('.govuk-error-summary').innerText();

async function openList(page: Page): Promise<void> {
  await page.goto(`${office.url}/office/terminals`);
}

async function openTerminal(page: Page, name: string): Promise<void> {
  await openList(page);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

async function fillEnrolment(organisation: string, request: string | undefined): Promise<void> {
  await openList(operator);
  await operator.locator('#officeId').selectOption(OFFICE_ID);
  await operator.locator('#organisationId').fill(organisation);
  if (request !== undefined) await operator.locator('#request').fill(request);
}

/** Saves the files of the page beside the key of the gate, and reads the folder as the gate does. */
async function savedFrom(page: Page) {
  const folder = mkdtempSync(join(tmpdir(), 'permit-terminal-'));
  writeFileSync(join(folder, 'terminal.pkcs8'), gate.key.exportPkcs8(), { mode: 0o600 });
  for (const link of await page.locator('main a[download]').all()) {
    const waiting: Promise<Download> = page.waitForEvent('download');
    await link.click();
    const download = await waiting;
    copyFileSync(await download.path(), join(folder, download.suggestedFilename()));
  }
  const { certificates } = await loadTerminalFolder(folder);
  const texts = await page.locator('main code.office-digits').allInnerTexts();
  return { certificates, terminal: decodeCvCertificate(certificates.terminal), texts };
}

/** So many days of the newest certificate are left. */
async function turnBack(daysLeft: number): Promise<void> {
  const [from, through] = [addDays(TODAY, daysLeft - 44), addDays(TODAY, daysLeft)];
  await office.tamper(`UPDATE terminal_certificate SET effective = '${from}', expiry = '${through}'`);
}

describe('a terminal', () => {
  it('is enrolled by who runs it, from the file that it made or from its text, once', async () => {
    await openList(operator);
    await lookAt(operator, 'terminals-operator');
    await press(operator, 'Enrol');
    expect(await faults(operator)).toContain('Choose the file with the certificate request');
    await lookAtAnswer(operator, 'terminals-operator-errors');
    const text = Buffer.from(gate.request).toString('base64');
    await fillEnrolment(ORGANISATIONS.own, 'not a request');
    await press(operator, 'Enrol');
    expect(await faults(operator)).toContain('certificate request is not well-formed');
    await fillEnrolment(ORGANISATIONS.other, text);
    await press(operator, 'Enrol');
    expect(await operator.locator('#organisationId-error').count()).toBe(1);

    await fillEnrolment(ORGANISATIONS.own, undefined);
    const buffer = Buffer.from(gate.request);
    await operator
      .locator('#file')
      .setInputFiles({ name: 'request.cvreq', mimeType: 'application/octet-stream', buffer });
    await press(operator, 'Enrol');
    expect(operator.url()).toMatch(/done=enrolled$/);
    await fillEnrolment(ORGANISATIONS.own, text);
    await press(operator, 'Enrol');
    expect(await faults(operator)).toContain('is enrolled already');
    const other = await aTerminalRequest(OTHER, random);
    await fillEnrolment(ORGANISATIONS.own, Buffer.from(other.request).toString('base64url'));
    await press(operator, 'Enrol');
    expect(operator.url()).toMatch(/done=enrolled$/);
  });

  it('is approved by a supervisor for purposes and sites, or turned down with the reason', async () => {
    await openTerminal(operator, GATE);
    expect(await operator.getByRole('button', { name: 'Fetch or renew its certificate' }).count()).toBe(0);
    await openList(supervisor);
    await lookAt(supervisor, 'terminals');
    await openTerminal(supervisor, GATE);
    await lookAt(supervisor, 'terminal');
    await press(supervisor, 'Approve it');
    await proveAgain(supervisor, PASSWORD);
    expect(await faults(supervisor)).toContain('Choose at least one purpose');
    await lookAtAnswer(supervisor, 'terminal-errors');
    await supervisor.getByLabel('Library gate: entry').check();
    await supervisor.locator('#sites').fill('示例图书馆');
    await press(supervisor, 'Approve it');
    expect(supervisor.url()).toMatch(/done=approved$/);

    await openTerminal(supervisor, OTHER);
    await press(supervisor, 'Turn it down');
    expect(await faults(supervisor)).toContain('Enter the reason');
    await supervisor.locator('#reason').fill('地点不明');
    await press(supervisor, 'Turn it down');
    expect(supervisor.url()).toMatch(/done=declined$/);
    await openTerminal(operator, OTHER);
    expect(await said(operator)).toContain('地点不明');
  });

  it('gets its certificate to take away, not a second one too early, and the next when that nears its end', async () => {
    await openTerminal(operator, GATE);
    await lookAt(operator, 'terminal-approved');
    await press(operator, 'Fetch or renew its certificate');
    await lookAt(operator, 'terminal-certify');
    await press(operator, 'Sign a certificate');
    expect(operator.url()).toMatch(/certificate\/files\?done=signed$/);
    await lookAt(operator, 'terminal-certified');
    const first = await savedFrom(operator);
    const dv = decodeCvCertificate(first.certificates.dv);
    expect(first.terminal).toMatchObject({ chr: `ZZ${GATE}00001`, car: dv.chr, publicKey: gate.key.publicKey });
    expect(verifyCvCertificate({ certificate: first.terminal, issuerKey: dv.publicKey })).toBe(true);
    const files = [first.certificates.terminal, first.certificates.dv];
    expect(first.texts).toEqual(files.map((bytes) => Buffer.from(bytes).toString('base64url')));

    await openTerminal(operator, GATE);
    expect(await said(operator)).toContain('good through 29 July 2026');
    await lookAt(operator, 'terminal-in-use');
    await operator.getByRole('link', { name: 'Files of this certificate' }).click();
    await operator.getByRole('heading', { name: `Certificate of ${GATE}` }).waitFor();
    await lookAt(operator, 'terminal-files');
    expect((await savedFrom(operator)).texts).toEqual(first.texts);
    // As certificates of the first versions stand in the register.
    await office.tamper('UPDATE terminal_certificate SET dv = NULL');
    await openTerminal(operator, GATE);
    expect(await operator.getByRole('link', { name: 'Files of this certificate' }).count()).toBe(0);
    await press(operator, 'Fetch or renew its certificate');
    await press(operator, 'Sign a certificate');
    expect(await faults(operator)).toContain('can be fetched from 14 July 2026 on');
    await lookAtAnswer(operator, 'terminal-certify-too-early');
    await turnBack(10);
    const chinese = await signInAs(browser, office, { role: 'service-point-operator', look: { language: 'zh' } });
    await openTerminal(chinese, GATE);
    await press(chinese, '领取或更换证书');
    await press(chinese, '签发证书');
    expect((await savedFrom(chinese)).terminal.chr).toBe(`ZZ${GATE}00002`);
    await chinese.context().close();
  });

  it('is revoked after a warning, and gets no certificate from then on', async () => {
    await openTerminal(supervisor, GATE);
    await press(supervisor, 'Revoke this terminal');
    await lookAt(supervisor, 'terminal-revoke');
    await supervisor.locator('#reason').fill('stolen');
    await press(supervisor, 'Revoke the terminal');
    await proveAgain(supervisor, PASSWORD);
    expect(supervisor.url()).toMatch(/done=revoked$/);
    await openTerminal(operator, GATE);
    expect(await said(operator)).toContain('stolen');
    expect(await operator.locator('main').getByRole('button').count()).toBe(0);
    expect(await operator.getByRole('link', { name: 'Files of this certificate' }).count()).toBe(0);
    const files = await operator.goto(`${operator.url()}/certificate/files`);
    expect(files?.status()).toBe(404);
    await openTerminal(operator, GATE);
    await operator.goto(`${operator.url()}/certificate`);
    await press(operator, 'Sign a certificate');
    expect(await faults(operator)).toContain('not approved');
  });
});
