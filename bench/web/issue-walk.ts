import { aDrawnFace, anIdNumber, PARTICULARS } from '@residence-permit/test/builders/invented-people';
import { aDrawnPaper } from '@residence-permit/test/office-demo/drawn-paper';
import type { Page } from 'playwright-core';
import { type Hand, handAt, type Tally } from './hand.ts';

const PERSON = { name: '样例·计数', born: '1987-05-21', order: 71 } as const;
const PIN = '246802';
const PAPER_ORDER = 900;
const WRITTEN_WITHIN_MS = 60_000;

/** What the walk is made in: an open demonstration, a new screen for each officer, and what is done at each new page. */
export type WalkIn = {
  readonly url: string;
  readonly password: string;
  readonly newPage: () => Promise<Page>;
  readonly look: (page: Page) => Promise<void>;
};

/** An application at the counter to an active card, by a clerk, a reviewer and a producer. Answers the presses that it took. */
export async function walkToActiveCard(office: WalkIn): Promise<number> {
  const tally: Tally = { presses: 0 };
  const as = async (login: string): Promise<Hand> => {
    const hand = handAt(await office.newPage(), tally);
    await hand.signIn(office.url, { login, password: office.password });
    await office.look(hand.page);
    return hand;
  };
  const clerk = await as('clerk');
  await enterCase(clerk, office);
  const address = new URL(clerk.page.url()).pathname;
  const caseNumber = address.split('/').at(-2) ?? '';
  await decide(await as('reviewer'), address, office);
  await write(await as('producer'), caseNumber, office);
  await clerk.tile('cards#check');
  await clerk.linkIn(caseNumber, '质检');
  await office.look(clerk.page);
  await handOver(clerk, office);
  return tally.presses;
}

async function enterCase(hand: Hand, { look }: WalkIn): Promise<void> {
  const { page } = hand;
  await hand.button('受理新申请');
  await look(page);
  const typed = {
    name: PERSON.name,
    hukouAddress: PARTICULARS.hukouAddress,
    residenceAddress: PARTICULARS.residenceAddress,
  };
  await page.locator('#citizenId').fill(anIdNumber(PERSON.born, PERSON.order));
  for (const [id, value] of Object.entries(typed)) await page.locator(`#${id}`).fill(value);
  await page.getByLabel('男').check();
  await page.locator('#ethnicGroup').selectOption(PARTICULARS.ethnicGroup);
  await hand.button('保存草稿并继续');
  const said = { hukou: 'ELSEWHERE', dwelling: 'yes', exemption: 'TALENT' };
  for (const [name, value] of Object.entries(said)) await page.locator(`input[name=${name}][value=${value}]`).check();
  await hand.button('保存');
  for (const [order, type] of ['ID_CARD', 'LEASE', 'TALENT_CERTIFICATE', 'PORTRAIT'].entries()) {
    const isFace = type === 'PORTRAIT';
    const buffer = Buffer.from(isFace ? await aDrawnFace() : await aDrawnPaper(PAPER_ORDER + order));
    await page.locator('#type').selectOption(type);
    await page.locator('#file').setInputFiles({ name: 'paper', mimeType: isFace ? 'image/jpeg' : 'image/png', buffer });
    await hand.button('添加材料');
  }
  await look(page);
  const at = page.url().replace(/\/papers$/, '');
  await hand.button('凭这些材料确认所述事实');
  await page.locator('#hukou-source').selectOption('OFFICE');
  await page.locator('#dwelling-source').selectOption({ label: '机关凭房屋租赁合同确认' });
  await page.locator('#exemption-source').selectOption({ label: '机关凭人才认定证明确认' });
  await look(page);
  await page.locator('#hukou-source').selectOption('OFFICE');
  await page.locator('#dwelling-source').selectOption({ label: '机关凭房屋租赁合同确认' });
  await page.locator('#exemption-source').selectOption({ label: '机关凭人才认定证明确认' });
  await hand.button('保存');
  await hand.button('提交申请');
  await hand.button('受理，开始计时');
  await page.goto(at);
  await look(page);
}

async function decide(hand: Hand, address: string, { look, password }: WalkIn): Promise<void> {
  const { page } = hand;
  await hand.tile('queue=review');
  await look(page);
  await hand.linkNamed(PERSON.name);
  await hand.button('由我办理');
  await hand.link(`${address}/decision`);
  await look(page);
  await page.getByLabel('批准', { exact: true }).check();
  await hand.button('核对决定');
  await hand.button('批准此案');
  await hand.prove(password);
}

async function write(hand: Hand, caseNumber: string, { look, password }: WalkIn): Promise<void> {
  const { page } = hand;
  await hand.tile('cards#to-make');
  await hand.linkIn(caseNumber, '开始制证');
  await look(page);
  await hand.button('写入并回读');
  await hand.prove(password);
  // The screen follows the card by itself.
  await page.getByRole('button', { name: '质检此卡' }).waitFor({ timeout: WRITTEN_WITHIN_MS });
  await look(page);
}

async function handOver(hand: Hand, { look, password }: WalkIn): Promise<void> {
  const { page } = hand;
  await page.locator('#place').fill('A-1');
  await hand.button('一致，放入证件柜');
  await hand.button('交付此卡');
  await look(page);
  await hand.button('交付卡片');
  await look(page);
  await hand.button('把屏幕交给持证人');
  await hand.prove(password);
  await look(page);
  await page.locator('#pin').fill(PIN);
  await page.locator('#pinAgain').fill(PIN);
  await hand.button('设置密码');
  await look(page);
}
