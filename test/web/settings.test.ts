import { createServer } from 'node:net';
import { URI } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, PASSWORD, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

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
  await office.staff(service, { clerk: 'clerk', reviewer: 'reviewer' });
  browser = await launchChromium();
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

/** Adds a passkey at the settings that stand there, made by an authenticator of Chromium that tells its user apart. */
async function addPasskey(at: Page): Promise<void> {
  const devtools = await at.context().newCDPSession(at);
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
  await at.locator('#passkeyName').fill('K-1');
  await at.locator('#newPasskeyPassword').fill(PASSWORD);
  await at.getByRole('button', { name: 'Add a passkey' }).click();
  await at.waitForURL(`${base}/settings?done=passkey`);
}

describe('the settings of an account', () => {
  it('are reached from the first page and look the same to everybody', async () => {
    await page.getByRole('link', { name: 'Account settings' }).click();
    await page.waitForURL(`${base}/settings`);
    await lookAt(page, 'settings');
  });

  it('take a passkey that the browser made, and take it out again', async () => {
    await addPasskey(page);
    expect(await page.locator('main').innerText()).toContain('K-1');
    await lookAt(page, 'settings-passkey');
    // With a passkey there, changing anything takes a fresh proof, and then the password, which waits nowhere.
    const remove = async () => {
      await page.locator('#passkeyPassword').fill(PASSWORD);
      await page.getByRole('button', { name: 'Remove K-1' }).click();
    };
    await remove();
    await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    // The passkey is offered beside the other way, which works as before.
    await page.getByRole('button', { name: 'Confirm with the passkey' }).waitFor();
    await lookAtAnswer(page, 'prove-passkey');
    await proveAgain(page);
    await page.waitForSelector('.govuk-error-summary');
    await lookAtAnswer(page, 'settings-passkey-errors');
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
    await lookAtAnswer(page, 'settings-errors');
    await page.locator('#current').fill(PASSWORD);
    await page.locator('#next').fill('nine quiet lanterns');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.waitForURL(`${base}/settings?done=password`);
  });
});

describe('a passkey', () => {
  it('proves presence for what decides, which is then done', async () => {
    for (let made = 0; made < 2; made += 1) await office.aPlainCase();
    const reviewer = await (await aScreen(browser, { language: 'en' })).newPage();
    await signIn(reviewer, base, 'a.reviewer');
    await reviewer.goto(`${base}/settings`);
    await addPasskey(reviewer);
    await reviewer.goto(`${base}/office/batches/new`);
    for (const box of await reviewer.locator('main input[type=checkbox]').all()) await box.check();
    await reviewer.locator('main form button').click();
    await reviewer.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    // What no passkey signed proves nothing, and the batch waits.
    await reviewer.evaluate(`document.querySelector('input[name=method]').value = 'passkey'`);
    await reviewer.getByRole('button', { name: 'Confirm and go on' }).click();
    await reviewer.locator('.govuk-error-summary').waitFor();
    await reviewer.getByRole('button', { name: 'Confirm with the passkey' }).click();
    await reviewer.waitForURL(/\/office\/batches\/[0-9a-f-]{36}$/);
    const { prisma } = office.stores.database;
    const tried = await prisma.signInAttempt.findMany({ where: { method: 'PASSKEY' }, orderBy: { id: 'asc' } });
    expect(tried.at(-1)?.outcome).toBe('right');
  });
});

describe('a desk with a PIN', () => {
  const PIN = '271828';

  it('is set in the settings, not to digits that anybody would guess', async () => {
    await page.goto(`${base}/settings`);
    const fill = async (pin: string) => {
      await page.locator('#deskPin').fill(pin);
      await page.locator('#deskPinPassword').fill('nine quiet lanterns');
      await page.getByRole('button', { name: 'Set the PIN' }).click();
    };
    await fill('123456');
    await page.waitForSelector('.govuk-error-summary');
    expect(await page.locator('#deskPin-error').innerText()).toContain('too easy to guess');
    await lookAtAnswer(page, 'settings-pin-errors');
    await fill(PIN);
    await page.waitForURL(`${base}/settings?done=desk-pin`);
    await lookAt(page, 'settings-pin');
  });

  it('is unlocked by it, or by the password after too many wrong ones', async () => {
    await page.getByRole('button', { name: 'Lock this desk' }).click();
    await page.waitForURL(`${base}/unlock`);
    await lookAt(page, 'unlock-pin');
    const unlock = async (pin: string) => {
      await page.locator('#pin').fill(pin);
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    };
    await unlock('314159');
    expect(await page.locator('#pin-error').innerText()).toContain('not right');
    await lookAt(page, 'unlock-pin-again');
    await unlock(PIN);
    expect(new URL(page.url()).pathname).toBe('/office');
    await page.getByRole('button', { name: 'Lock this desk' }).click();
    for (let wrong = 0; wrong < 6; wrong += 1) await unlock('314159');
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Enter your password');
    expect(await page.locator('#pin').count()).toBe(0);
    await lookAtAnswer(page, 'unlock-pin-spent');
    await page.locator('#password').fill('nine quiet lanterns');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(new URL(page.url()).pathname).toBe('/office');
  });
});
