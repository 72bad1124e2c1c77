import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { feeReceipt } from './fee-receipt.ts';
import { formatDate, formatFen, joinNames } from './format-values.ts';
import { MESSAGES } from './message-table.ts';
import { missingPapersNotice } from './missing-papers-notice.ts';
import { clauseName } from './name-tables.ts';
import { refusalNotice } from './refusal-notice.ts';
import { sayIn } from './say.ts';

const HEAD = {
  caseNumber: '800000-2026-000123',
  kind: 'FIRST',
  applicantName: '样本·示例',
  office: { name: '样本市公安局示例派出所', address: '样本市示例路 1 号', telephone: '000-00000000' },
  issuedOn: parsePlainDate('2026-11-29'),
} as const;
const REVIEW = { reviewBody: '样本市人民政府', court: '样本市示例区人民法院' } as const;

test('every text fills in the same values in both languages', () => {
  const braces = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
  for (const [id, texts] of Object.entries(MESSAGES)) expect([id, braces(texts.en)]).toEqual([id, braces(texts.zh)]);
});

test('puts values in as they are', () => {
  expect(sayIn('en')('page', { page: '{pages}', pages: '$1' })).toBe('Page {pages} of $1');
  expect(sayIn('zh')('page', { page: '1', pages: '2' })).toBe('第1页，共2页');
});

test('writes dates, amounts, names and clauses as each language does', () => {
  const date = parsePlainDate('2026-02-03');
  expect([formatDate(date, 'zh'), formatDate(date, 'en')]).toEqual(['2026年2月3日', '3 February 2026']);
  expect([formatFen(0), formatFen(5), formatFen(1999)]).toEqual(['0.00', '0.05', '19.99']);
  assert(property(nat(), (fen) => Math.round(Number(formatFen(fen)) * 100) === fen));
  for (const bad of [-1, 0.5, Number.NaN]) expect(() => formatFen(bad)).toThrow(RangeError);
  expect([joinNames(['甲', '乙'], 'zh'), joinNames(['a', 'b'], 'en')]).toEqual(['甲、乙', 'a, b']);
  expect(clauseName('Decree 663 art. 9', 'zh')).toBe('《居住证暂行条例》第9条');
  expect(clauseName('Decree 663 art. 9', 'en')).toBe('Decree 663 art. 9');
  expect(clauseName('local rule 3', 'zh')).toBe('local rule 3');
});

test('a refusal always has a reason and both ways to object', () => {
  const notice = { ...HEAD, ...REVIEW, decidedOn: HEAD.issuedOn, wouldChange: [] };
  expect(() => refusalNotice({ ...notice, reasons: [] }, 'zh')).toThrow(RangeError);
  const reasons = [{ text: '居住登记未满半年', clause: 'Decree 663 art. 2' }];
  const zh = JSON.stringify(refusalNotice({ ...notice, reasons }, 'zh'));
  expect(zh).toContain('居住登记未满半年（《居住证暂行条例》第2条）');
  expect(zh).toContain('60日内向样本市人民政府申请行政复议');
  expect(zh).toContain('6个月内向样本市示例区人民法院提起行政诉讼');
  expect(zh).not.toContain('满足下列条件');
  const en = JSON.stringify(refusalNotice({ ...notice, reasons, wouldChange: ['half a year from 1 February'] }, 'en'));
  expect(en).toContain('within 60 days');
  expect(en).toContain('half a year from 1 February');
});

test('a notice of missing papers names each with what would do', () => {
  const missing = [
    { rule: 'portrait', anyOf: ['PORTRAIT'], clause: 'Decree 663 art. 9' },
    { rule: 'address', anyOf: ['LEASE', 'TITLE_DEED'], clause: 'Decree 663 art. 9' },
  ] as const;
  const notice = { ...HEAD, missing, dueOn: HEAD.issuedOn };
  expect(JSON.stringify(missingPapersNotice(notice, 'en'))).toContain('One of these: lease, title deed');
  expect(JSON.stringify(missingPapersNotice(notice, 'zh'))).toContain('下列之一：房屋租赁合同、房屋产权证明');
  expect(() => missingPapersNotice({ ...notice, missing: [] }, 'zh')).toThrow(RangeError);
});

test('a fee is either taken or waived', () => {
  const receipt = { ...HEAD, receiptNumber: 'R-1', paidOn: HEAD.issuedOn, amountFen: 1500 };
  expect(JSON.stringify(feeReceipt(receipt, 'en'))).toContain('CNY 15.00');
  expect(() => feeReceipt({ ...receipt, waivedFor: 'error' }, 'en')).toThrow(RangeError);
  const waived = feeReceipt({ ...receipt, amountFen: 0, waivedFor: '本机关差错' }, 'zh');
  expect(JSON.stringify(waived)).toContain('免收（本机关差错）');
});
