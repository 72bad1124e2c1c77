import { type CardStorage, createBlankCard, memoryStorage } from '@residence-permit/firmware-sim/card';
import { toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { findPurpose } from '@residence-permit/shared/purposes';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import { rightsFor } from '@residence-permit/issuer/authority';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPLIER_MASTER } from '../builders/a-blank.ts';
import {
  aRecord,
  accept,
  anOffice,
  CATALOGUE,
  DEMO_AT,
  type Office,
  onReader,
  seededRandom,
} from '../builders/index.ts';
import { launchChromium } from '../builders/launch-chromium.ts';
import { bundlePage } from './bundle-page.ts';
import { runTap } from './run-tap.ts';
import type { TapRequest, TapResponse } from './tap-request.ts';

/** Never asked for over a network; a page of this origin may use WebCrypto. */
const ORIGIN = 'http://localhost';
const NAME = '阿卜杜热合曼·𠮷尔尼亚孜';

let browser: Browser;
let script: string;
let office: Office;
let storage: CardStorage;
let can: string;

beforeAll(async () => {
  [browser, script] = await Promise.all([launchChromium(), bundlePage()]);
  office = await anOffice({ seed: 'browser' });
  office.setClock(DEMO_AT);
  storage = memoryStorage();
  can = await makeCard();
});

afterAll(async () => browser?.close());

/** An active card with a health grant, whose state lies in `storage`; answers its card number. */
async function makeCard(): Promise<string> {
  const random = seededRandom('chip in a browser');
  const chipNumber = random(10);
  const supplierKeys = diversifyKeys(SUPPLIER_MASTER.expose(), chipNumber);
  const placeCard = onReader(createBlankCard({ kind: 'modern', supplierKeys, chipNumber, random, storage }));
  const { cardNumber, permitRef } = await office.plan(aRecord({ name: NAME }));
  const period = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
  accept(await office.grant(permitRef, { kind: 'health', ...period }));
  const secrets = await office.personalise({ cardNumber, placeCard });
  accept(await office.activate({ cardNumber, placeCard, pin: '246810' }));
  accept(await office.writeEntitlements({ cardNumber, placeCard }));
  return secrets.can;
}

async function requestFor(purposeId: string, changes: Partial<TapRequest> = {}): Promise<TapRequest> {
  const files = await office.publish();
  return {
    image: toHex(storage.load() ?? new Uint8Array()),
    can,
    purposeId,
    terminal: await terminalFor(purposeId),
    trust: {
      threshold: files.pins.threshold,
      keys: files.pins.keys.map(toHex),
      root: toHex(files.rootBytes),
      bundle: toHex(files.bundleBytes),
      statusTokens: files.statusTokens.map(({ bytes }) => toHex(bytes)),
    },
    at: office.clock(),
    ...changes,
  };
}

async function terminalFor(purposeId: string): Promise<TapRequest['terminal']> {
  const purpose = findPurpose(CATALOGUE.purposes, purposeId);
  if (purpose === undefined) throw new RangeError(purposeId);
  const files = await office.issueTerminal({ mnemonic: 'PAGE', dv: 'official', rights: rightsFor(purpose, 'reads') });
  return { dv: toHex(files.dv), terminal: toHex(files.terminal), pkcs8: toHex(files.key.exportPkcs8()) };
}

/** The tap in a page of its own. */
async function tapInPage(request: TapRequest): Promise<TapResponse> {
  const page = await browser.newPage();
  try {
    await page.route(`${ORIGIN}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto(`${ORIGIN}/tap`);
    await page.addScriptTag({ content: script });
    return await page.evaluate((asked) => {
      const run: unknown = Reflect.get(globalThis, 'runTap');
      if (typeof run !== 'function') throw new Error('the page has no runTap');
      return run(asked) as Promise<TapResponse>;
    }, request);
  } finally {
    await page.close();
  }
}

describe('a whole tap in headless Chromium', () => {
  it('comes to the same as in Node: accepted, with a name outside the BMP', async () => {
    const request = await requestFor('clinic');
    const inPage = await tapInPage(request);
    expect(inPage).toEqual(await runTap(request));
    expect(inPage).toMatchObject({ verdict: 'accepted', reasons: [], fields: ['name', 'birthDate'], name: NAME });
  });

  it('and the same where it is not accepted', async () => {
    const requests = [
      await requestFor('housing-office'),
      await requestFor('clinic', { terminal: 'none' }),
      await requestFor('clinic', { can: can === '000000' ? '000001' : '000000' }),
      await requestFor('clinic', { at: office.clock() + 2 * 86_400 }),
    ];
    const verdicts: string[] = [];
    for (const request of requests) {
      const inPage = await tapInPage(request);
      expect(inPage).toEqual(await runTap(request));
      verdicts.push(inPage.verdict);
    }
    expect(verdicts).toEqual(['rejected', 'undecided', 'undecided', 'undecided']);
  });
});
