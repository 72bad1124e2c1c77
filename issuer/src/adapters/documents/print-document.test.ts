import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVIDENCE_TYPES } from '../../domain/policy/index.ts';
import { examineEvidence } from '../evidence/index.ts';
import type { OfficeDocument } from './content/office-document.ts';
import { DEBIAN_FONTS, type DocumentFonts, openDocumentFonts } from './document-fonts.ts';
import { printDocument } from './print-document.ts';

let fonts: DocumentFonts;
beforeAll(async () => {
  fonts = await openDocumentFonts(DEBIAN_FONTS);
});

const day = (text: string): PlainDate => parsePlainDate(text);
const HEAD = {
  caseNumber: '800000-2026-000123',
  kind: 'FIRST',
  applicantName: '样本·示例',
  office: { name: '样本市公安局示例派出所', address: '样本市示例路 1 号', telephone: '000-00000000' },
  issuedOn: day('2026-11-29'),
} as const;
const REVIEW = { reviewBody: '样本市人民政府', court: '样本市示例区人民法院' } as const;

const DOCUMENTS: readonly OfficeDocument[] = [
  {
    document: 'acceptance-receipt',
    ...HEAD,
    ...REVIEW,
    acceptedOn: day('2026-11-29'),
    dueOn: day('2026-12-14'),
    papers: ['ID_CARD', 'PORTRAIT', 'LEASE', 'LABOUR_CONTRACT'],
    endsWithCard: true,
  },
  {
    document: 'refusal-notice',
    ...HEAD,
    ...REVIEW,
    decidedOn: day('2026-12-10'),
    reasons: [{ text: '居住登记未满半年', clause: 'Decree 663 art. 2' }],
    wouldChange: ['2027-02-01 起满半年'],
  },
  {
    document: 'missing-papers-notice',
    ...HEAD,
    missing: [
      { rule: 'portrait', anyOf: ['PORTRAIT'], clause: 'Decree 663 art. 9' },
      { rule: 'address', anyOf: ['LEASE', 'TITLE_DEED', 'LODGING_STATEMENT'], clause: 'Decree 663 art. 9' },
    ],
    dueOn: day('2026-12-29'),
  },
  {
    document: 'fee-receipt',
    ...HEAD,
    kind: 'REISSUE_LOST',
    receiptNumber: 'R-2026-000045',
    paidOn: day('2026-11-29'),
    amountFen: 1500,
  },
  {
    document: 'hand-over-record',
    ...HEAD,
    cardNumber: '8000000000000017',
    permitNumber: 'SAMPLE-EAST-000017',
    handedOverOn: day('2026-12-20'),
    proxyName: '样本·代办',
    proof: 'PROXY_ID_CARD',
  },
];

/** The text that is not in a font, of all streams: structure, dictionaries, page contents. */
function openedText(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString('latin1');
  const streams = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + streams.join('\n');
}

test.each(DOCUMENTS)('prints $document in both languages, tagged, the same each time', async (document) => {
  const printed = await printDocument(document, { languages: ['zh', 'en'], fonts });
  expect(await printDocument(document, { languages: ['zh', 'en'], fonts })).toEqual(printed);
  expect(await examineEvidence(printed)).toMatchObject({ ok: true, value: { mediaType: 'application/pdf' } });
  const text = openedText(printed);
  for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (zh-CN)', '/Lang (en-GB)', '/DisplayDocTitle true']) {
    expect(text).toContain(part);
  }
  expect(text.match(/\/Type \/Page\n/g)).toHaveLength(2);
  expect(text).not.toContain('Helvetica');
  expect(printed.length).toBeLessThan(200_000);
});

test('prints one language alone', async () => {
  const [receipt] = DOCUMENTS;
  if (receipt === undefined) throw new RangeError('no document');
  const text = openedText(await printDocument(receipt, { languages: ['en'], fonts }));
  expect(text).toContain('/Lang (en-GB)');
  expect(text).not.toContain('/Lang (zh-CN)');
});

test('a document with everything in it goes on to further pages', async () => {
  const clause = 'Decree 663 art. 9';
  const missing = EVIDENCE_TYPES.map((type) => ({ rule: type, anyOf: EVIDENCE_TYPES, clause }));
  const long: OfficeDocument = { document: 'missing-papers-notice', ...HEAD, missing, dueOn: day('2026-12-29') };
  const text = openedText(await printDocument(long, { languages: ['zh', 'en'], fonts }));
  expect(text.match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(4);
});

test('a character that no font has is GLYPH_MISSING, and nothing is printed', async () => {
  const [receipt] = DOCUMENTS;
  if (receipt === undefined) throw new RangeError('no document');
  const rare = { ...receipt, applicantName: '样本·\u{2A701}' };
  await expect(printDocument(rare, { languages: ['zh'], fonts })).rejects.toMatchObject({
    code: 'GLYPH_MISSING',
    message: 'GLYPH_MISSING: U+2A701',
  });
});

test('a name with a character of Extension B is printed where the font has it', async () => {
  const [receipt] = DOCUMENTS;
  if (receipt === undefined) throw new RangeError('no document');
  const printed = await printDocument({ ...receipt, applicantName: '样本·\u{20BB7}' }, { languages: ['zh'], fonts });
  expect(printed.length).toBeGreaterThan(1000);
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-fonts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('takes a font from any path, and the next font for what the first lacks', async () => {
  const [noto] = DEBIAN_FONTS;
  const copied = join(folder, 'office.ttc');
  await copyFile(noto.path, copied);
  const latin = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';
  const chosen = [...(existsSync(latin) ? [{ path: latin }] : []), { ...noto, path: copied }];
  const [receipt] = DOCUMENTS;
  if (receipt === undefined) throw new RangeError('no document');
  const printed = await printDocument(receipt, { languages: ['en'], fonts: await openDocumentFonts(chosen) });
  expect(openedText(printed)).toContain('NotoSansCJKsc');
});

test('names a font that is missing, is none, or has no such face', async () => {
  await writeFile(join(folder, 'none.ttf'), 'not a font');
  const [noto] = DEBIAN_FONTS;
  const bad = [
    [],
    [{ path: join(folder, 'nowhere.ttf') }],
    [{ path: join(folder, 'none.ttf') }],
    [{ ...noto, face: 'NoSuchFace' }],
    [{ path: noto.path }],
  ];
  for (const settings of bad) await expect(openDocumentFonts(settings)).rejects.toMatchObject({ code: 'SETTING_BAD' });
});
