import type { ApplicationKind, EvidenceType } from '@residence-permit/issuer/domain/policy';
import type { Page } from 'playwright-core';
import { aDrawnFace, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { press } from './press.ts';
import { proveAgain } from './sign-in.ts';

let papersMade = 500;

/** An application as somebody brings it to the counter. */
export type Brought = {
  readonly kind: ApplicationKind;
  readonly citizenId: string;
  readonly name: string;
  readonly papers: readonly EvidenceType[];
  /** What is answered to the rules, by the name of the question; other kinds than a first one have none. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Against which paper the office confirms each answer, in the words of the page. */
  readonly confirmed?: Readonly<Record<string, string>>;
};

/** Enters it in Chinese, adds its papers, hands it in and accepts it. Answers the address of the case. */
export async function enterAccepted(clerk: Page, base: string, brought: Brought): Promise<string> {
  const { kind, citizenId, name, papers, answers, confirmed } = brought;
  await clerk.goto(`${base}/office/cases/new?kind=${kind}`);
  await clerk.locator('#citizenId').fill(citizenId);
  await clerk.locator('#name').fill(name);
  await clerk.getByLabel('女').check();
  await clerk.locator('#ethnicGroup').selectOption(PARTICULARS.ethnicGroup);
  await clerk.locator('#hukouAddress').fill(PARTICULARS.hukouAddress);
  await clerk.locator('#residenceAddress').fill(PARTICULARS.residenceAddress);
  await press(clerk, '保存草稿并继续');
  const address = clerk.url().replace(/\/(facts|papers)$/, '');
  if (answers !== undefined) {
    for (const [question, answer] of Object.entries(answers)) {
      await clerk.locator(`input[name=${question}][value=${answer}]`).check();
    }
    await press(clerk, '保存');
  }
  for (const type of papers) await addPaper(clerk, type);
  if (confirmed !== undefined) {
    await press(clerk, '凭这些材料确认所述事实');
    for (const [question, label] of Object.entries(confirmed)) {
      await clerk.locator(`#${question}-source`).selectOption({ label });
    }
    await press(clerk, '保存');
  }
  await clerk.goto(address);
  await press(clerk, '提交申请');
  await press(clerk, '受理，开始计时');
  return address;
}

async function addPaper(clerk: Page, type: EvidenceType): Promise<void> {
  papersMade += 1;
  const isFace = type === 'PORTRAIT';
  const buffer = Buffer.from(isFace ? await aDrawnFace() : await aScan(papersMade));
  await clerk.locator('#type').selectOption(type);
  await clerk.locator('#file').setInputFiles({ name: 'paper', mimeType: isFace ? 'image/jpeg' : 'image/png', buffer });
  await press(clerk, '添加材料');
}

/** Takes the case onto the reviewer's desk. */
export async function take(reviewer: Page, address: string): Promise<void> {
  await reviewer.goto(address);
  await press(reviewer, '由我办理');
}

/** Approves the case, proving presence where the page asks for it. */
export function approve(reviewer: Page, address: string): Promise<void> {
  return decide(reviewer, address, { outcome: '批准', button: '批准此案', words: '' });
}

/** Refuses the case for that reason. */
export function refuse(reviewer: Page, address: string, words: string): Promise<void> {
  return decide(reviewer, address, { outcome: '不予批准', button: '决定不予批准', words });
}

async function decide(
  reviewer: Page,
  address: string,
  by: { readonly outcome: string; readonly button: string; readonly words: string },
): Promise<void> {
  await reviewer.goto(`${address}/decision`);
  await reviewer.getByLabel(by.outcome, { exact: true }).check();
  await reviewer.locator('#words').fill(by.words);
  await press(reviewer, '核对决定');
  await press(reviewer, by.button);
  if ((await reviewer.locator('#password').count()) > 0) await proveAgain(reviewer);
}
