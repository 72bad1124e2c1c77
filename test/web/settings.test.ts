import { createServer } from 'node:net';
import { URI } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aServedOffice, PASSWORD, type ServedOffice } from '../office/served/served-office.ts';
import { aBrowser, aScreen, expectAccessible, keepPicture } from './a-browser.ts';
import { lookAt } from './look-at.ts';
import { proveAgain, signIn } from './sign-in.ts';

let office: ServedOffice;
let browser: Browser;
let page: Page;
let base: string;

beforeAll(async () => {
  // A passkey is bound to the origin, so the port has to be known before the service starts.
  const port = await aFreePort();
  base = `http://localhost:${port}`;
  office = await aServedOffice({ environment: { PERMIT_PORT: String(port), PERMIT_ORIGIN: base } });
  const service = await office.serve();
  await office.staff(service, { clerk: 'clerk' });
  browser = await aBrowser();
  page = await (await aScreen(browser, { language: 'en' })).newPage();
  await signIn(page, base, 'a.clerk');
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

function aFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

describe('the settings of an account', () => {
  it('are reached from the first page and look the same to everybody', async () => {
    await page.getByRole('link', { name: 'Account settings' }).click();
    await page.waitForURL(`${base}/settings`);
    await lookAt(page, 'settings');
  });

  it('take a passkey that the browser made, and take it out again', async () => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    await page.locator('#passkeyName').fill('K-1');
    await page.locator('#newPasskeyPassword').fill(PASSWORD);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.waitForURL(`${base}/settings?done=passkey`);
    expect(await page.locator('main').innerText()).toContain('K-1');
    await lookAt(page, 'settings-passkey');
    // With a passkey there, changing anything takes a fresh proof, and then the password, which waits nowhere.
    const remove = async () => {
      await page.locator('#passkeyPassword').fill(PASSWORD);
      await page.getByRole('button', { name: 'Remove K-1' }).click();
    };
    await remove();
    await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    await proveAgain(page);
    await page.waitForSelector('.govuk-error-summary');
    await expectAccessible(page);
    await remove();
    await page.waitForURL(`${base}/settings?done=passkey-removed`);
  });

  it('set up a code generator by its first code, and say so when that is wrong', async () => {
    await page.locator('#totpPassword').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set up a code generator' }).click();
    await page.waitForURL(`${base}/settings/totp`);
    const uri = await page.getByRole('link', { name: 'Open it in an app' }).getAttribute('href');
    const generator = URI.parse(uri ?? '');
    if (!('generate' in generator)) throw new TypeError('no generator');
    await page.locator('#totpCode').fill('12345');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.waitForSelector('.govuk-error-summary');
    await page.locator('#totpCode').fill(generator.generate());
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.waitForURL(`${base}/settings?done=totp`);
    await page.locator('#totpPassword').fill(PASSWORD);
    await page.getByRole('button', { name: 'Take the code generator out of use' }).click();
    await page.waitForURL(`${base}/settings?done=totp-removed`);
  });

  it('change the password with the one before it, and refuse an unfit one beside its field', async () => {
    await page.locator('#current').fill(PASSWORD);
    await page.locator('#next').fill('short');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.waitForSelector('.govuk-error-summary');
    await expectAccessible(page);
    await keepPicture(page, 'settings-errors');
    await page.locator('#current').fill(PASSWORD);
    await page.locator('#next').fill('nine quiet lanterns');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.waitForURL(`${base}/settings?done=password`);
  });
});
