import { renderReport } from '@residence-permit/reader/report';
import type { TapEvidence } from '@residence-permit/reader/evidence';
import type { VerifyCardOptions } from '@residence-permit/reader/verify';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, aRecord, type BuiltCard, CATALOGUE, DEMO_AT, type Office } from '../builders/index.ts';
import { launchChromium } from '../builders/launch-chromium.ts';
import { purposeNamed, removedAt } from '../e2e/tapping.ts';
import { keepTap, type KeptTap } from './kept-tap.ts';

const PERIOD = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const record = aRecord();

let browser: Browser;
let office: Office;
let card: BuiltCard;
let taps: Readonly<Record<'accepted' | 'rejected' | 'undecided' | 'interrupted', KeptTap>>;

beforeAll(async () => {
  browser = await launchChromium();
  office = await anOffice({ seed: 'report' });
  office.setClock(DEMO_AT);
  card = await aCard(office)
    .of(record)
    .withGrants({ kind: 'health', ...PERIOD })
    .active();
  const keep = (purpose: string, changes: Partial<VerifyCardOptions> = {}) => keepTap(office, card, purpose, changes);
  taps = {
    accepted: await keep('clinic-with-portrait'),
    rejected: await keep('housing-office'),
    undecided: await keep('clinic', { terminal: 'none' }),
    interrupted: await keep('clinic', { transport: removedAt(card.transport(), 11) }),
  };
});

afterAll(async () => browser?.close());

/** The report of a tap judged again. */
function reportOf(kept: KeptTap, language: 'zh' | 'en', evidence: TapEvidence = kept.redacted): string {
  const { result, purpose, differences } = kept.replay(evidence);
  return renderReport({ evidence, shown: { result, purpose, kinds: CATALOGUE.kinds }, differences, language });
}

/** Opens a report as a file would be, with no network, and answers what the page complained about. */
async function open(html: string): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => complaints.push(request.url()));
  await page.setContent(html, { waitUntil: 'load' });
  return { page, complaints };
}

describe('the report of a tap', () => {
  it.each([
    ['accepted', 'ACCEPTED', '通过', '✓'],
    ['rejected', 'REJECTED', '不通过', '✗'],
    ['undecided', 'UNDECIDED', '无法判定', '?'],
    ['interrupted', 'UNDECIDED', '无法判定', '?'],
  ] as const)('says %s first, in words and with a sign, in both languages', async (name, english, chinese, sign) => {
    for (const [language, word] of [
      ['en', english],
      ['zh', chinese],
    ] as const) {
      const { page, complaints } = await open(reportOf(taps[name], language));
      expect(await page.locator('.verdict .word').innerText()).toBe(word);
      expect(await page.locator('.verdict .sign').innerText()).toBe(sign);
      expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-Hans' : 'en');
      expect(await page.title()).toContain(word);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  it('shows five answers with reasons and remedies, ages against budgets, phases and every command', async () => {
    const { page } = await open(reportOf(taps.rejected, 'en'));
    const text = await page.locator('main').innerText();
    for (const words of ['Genuine permit', 'NO_GRANT', 'The card carries no grant', 'Trust bundle', 'fresh']) {
      expect(text).toContain(words);
    }
    expect(await page.locator('table[aria-labelledby=answers] tbody tr').count()).toBe(5);
    expect(await page.locator('table.apdus tbody tr').count()).toBe(taps.rejected.log.length);
    const good = taps.rejected.log.filter(({ secured }) => secured);
    expect(good.length).toBeGreaterThan(6);
    expect(await page.locator('.lane rect[fill="#2f6fb3"]').count()).toBe(good.length);
    expect(await page.locator('.lane svg:not([aria-label])').count()).toBe(0);
    await page.close();
  });

  it('says at which command the card left', async () => {
    const { page } = await open(reportOf(taps.interrupted, 'en'));
    expect(await page.locator('.reasons').innerText()).toContain('The tap ended early. The card left the field');
    expect(await page.locator('table.apdus tbody tr').last().innerText()).toContain('CARD_REMOVED');
    // The one tall red bar of the time line.
    expect(await page.locator('.lane rect[fill="#a8152b"][height="20"]').count()).toBe(1);
    await page.close();
  });

  it('has nothing wider than 400 or 1280 pixels, in either language', async () => {
    const page = await browser.newPage();
    for (const kept of Object.values(taps)) {
      for (const language of ['en', 'zh'] as const) {
        await page.setContent(reportOf(kept, language));
        for (const width of [400, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        }
      }
    }
    await page.close();
  });

  it('has no script, asks for nothing, and allows neither', async () => {
    const html = reportOf(taps.accepted, 'zh');
    expect(html).not.toMatch(/<script|javascript:|\son[a-z]+=|https?:|src=|@import|url\(/i);
    expect(html).toContain("content=\"default-src 'none'; style-src 'sha256-");
    const { page } = await open(html);
    // The page's own style sheet is the only one that its policy lets through.
    expect(await page.evaluate("getComputedStyle(document.querySelector('.verdict')).display")).toBe('flex');
    await page.close();
  });

  it('has headings in order, row and column heads in its tables, and a label for every picture', async () => {
    const { page } = await open(reportOf(taps.accepted, 'en'));
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('table').count()).toBeGreaterThanOrEqual(4);
    expect(await page.locator('table:not([aria-labelledby])').count()).toBe(0);
    expect(await page.locator('thead th:not([scope=col])').count()).toBe(0);
    expect(await page.locator('tbody tr:not(:has(th[scope=row]))').count()).toBe(0);
    expect(await page.locator('svg:not([role=img])').count()).toBe(0);
    await page.close();
  });

  it('shows no field unless the evidence is full, and then says what that means', () => {
    const redacted = reportOf(taps.accepted, 'en');
    expect(redacted).toContain('This report holds no content of any field.');
    for (const value of [record.name, record.birthDate, record.citizenId]) expect(redacted).not.toContain(value);
    const full = reportOf(taps.accepted, 'en', taps.accepted.full);
    expect(full).toContain(record.name);
    expect(full).toContain('Delete this report after use.');
    // Made while the card lies there, with the fields at hand, it is still redacted.
    const { result } = taps.accepted.tap;
    const shown = { result, purpose: purposeNamed('clinic-with-portrait'), kinds: CATALOGUE.kinds };
    const live = renderReport({ evidence: taps.accepted.redacted, shown, differences: [], language: 'en' });
    expect(live).not.toContain(record.name);
  });

  it('escapes whatever it was given', () => {
    const evidence: TapEvidence = {
      ...taps.accepted.redacted,
      maker: { ...taps.accepted.redacted.maker, terminal: '<b onclick="x">&' },
    };
    const html = reportOf(taps.accepted, 'en', evidence);
    expect(html).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;');
    expect(html).not.toContain('<b onclick');
  });

  it('says when judging again gives something else', () => {
    const { redacted } = taps.accepted;
    const evidence: TapEvidence = { ...redacted, outcome: { ...redacted.outcome, verdict: 'rejected' } };
    expect(reportOf(taps.accepted, 'en', evidence)).toContain('Judging again gives another result than was recorded');
  });
});
