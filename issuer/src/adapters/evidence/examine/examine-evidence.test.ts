import { randomBytes } from 'node:crypto';
import { deflateSync, crc32 } from 'node:zlib';
import { concatBytes, encodeUtf8, uint32Bytes } from '@residence-permit/shared/bytes';
import { assert, nat, property } from 'fast-check';
import PdfDocument from 'pdfkit';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { EVIDENCE_MAX_BYTES, EVIDENCE_UPLOAD_MAX_BYTES } from './evidence-limits.ts';
import { examineEvidence } from './examine-evidence.ts';
import { examineJpeg } from './examine-jpeg.ts';
import { examinePng } from './examine-png.ts';

/** Noise, so that a picture has a size and every byte of it counts. */
const picture = () =>
  sharp(randomBytes(64 * 48 * 3), { raw: { width: 64, height: 48, channels: 3 } }).withMetadata({ density: 300 });

async function pdf(
  draw: (document: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const document = new PdfDocument(options);
  draw(document.text('Lease of a sample dwelling'));
  document.end();
  const parts: Uint8Array[] = [];
  for await (const part of document) parts.push(part as Uint8Array);
  return concatBytes(...parts);
}

const refusalOf = async (bytes: Uint8Array) => {
  const outcome = await examineEvidence(bytes);
  return outcome.ok ? outcome.value.mediaType : outcome.refusal;
};

let jpeg: Uint8Array;
let progressive: Uint8Array;
let png: Uint8Array;
let lease: Uint8Array;
beforeAll(async () => {
  jpeg = new Uint8Array(await picture().jpeg({ quality: 90 }).toBuffer());
  progressive = new Uint8Array(await picture().jpeg({ progressive: true }).toBuffer());
  png = new Uint8Array(await picture().png().toBuffer());
  lease = await pdf((document) => document.addPage().image(Buffer.from(jpeg)).image(Buffer.from(png)));
});

/** An end of central directory as an archive in one piece has it. */
const ZIP_END = concatBytes(encodeUtf8('PK\x05\x06'), new Uint8Array(18));

test('takes plain files of the three types', async () => {
  expect(await examineEvidence(jpeg)).toEqual({ ok: true, value: { mediaType: 'image/jpeg', size: jpeg.length } });
  expect(await refusalOf(progressive)).toBe('image/jpeg');
  expect(await refusalOf(png)).toBe('image/png');
  expect(await refusalOf(lease)).toBe('application/pdf');
});

test('refuses other types with EVIDENCE_TYPE_REFUSED, whatever they are called', async () => {
  const others = [
    new Uint8Array(0),
    encodeUtf8('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    encodeUtf8('<!doctype html><script>1</script>'),
    concatBytes(encodeUtf8('PK\x03\x04'), new Uint8Array(100)),
    new Uint8Array(await picture().webp().toBuffer()),
    new Uint8Array(await picture().tiff().toBuffer()),
    new Uint8Array(await picture().gif().toBuffer()),
    new Uint8Array(randomBytes(1000)),
  ];
  for (const bytes of others) expect(await refusalOf(bytes)).toBe('EVIDENCE_TYPE_REFUSED');
});

test('refuses every truncation of a picture', async () => {
  assert(property(nat(jpeg.length - 1), (length) => examineJpeg(jpeg.slice(0, length)) !== undefined));
  assert(property(nat(png.length - 1), (length) => examinePng(png.slice(0, length)) !== undefined));
  expect(await refusalOf(lease.slice(0, -200))).toBe('EVIDENCE_TYPE_REFUSED');
});

test('refuses a picture whose data stops in the middle, though its end is there', async () => {
  const cut = concatBytes(jpeg.slice(0, jpeg.length / 2), Uint8Array.of(0xff, 0xd9));
  expect(await refusalOf(cut)).toBe('EVIDENCE_TYPE_REFUSED');
});

test('refuses a changed byte of a PNG', () => {
  const changed = png.slice();
  changed[200] = (changed[200] ?? 0) ^ 1;
  expect(examinePng(changed)).toBe('EVIDENCE_TYPE_REFUSED');
});

test('refuses bytes before the start or after the end with EVIDENCE_POLYGLOT', async () => {
  const zip = concatBytes(encodeUtf8('PK\x03\x04'), new Uint8Array(30), ZIP_END);
  for (const file of [jpeg, png, lease]) {
    expect(await refusalOf(concatBytes(file, zip))).toBe('EVIDENCE_POLYGLOT');
    expect(await refusalOf(concatBytes(file, lease.slice(), Uint8Array.of(1)))).toBe('EVIDENCE_POLYGLOT');
  }
  expect(await refusalOf(concatBytes(jpeg, lease))).toBe('EVIDENCE_POLYGLOT');
  expect(await refusalOf(concatBytes(encodeUtf8('MZ'), lease))).toBe('EVIDENCE_POLYGLOT');
});

test('refuses a picture that hides a PDF or an archive in its notes', async () => {
  const comment = (content: Uint8Array) =>
    concatBytes(
      jpeg.slice(0, 2),
      Uint8Array.of(0xff, 0xfe, (content.length + 2) >> 8, (content.length + 2) & 0xff),
      content,
      jpeg.slice(2),
    );
  expect(await refusalOf(comment(encodeUtf8('an honest comment')))).toBe('image/jpeg');
  expect(await refusalOf(comment(encodeUtf8('%PDF-1.7\n1 0 obj')))).toBe('EVIDENCE_POLYGLOT');
  expect(await refusalOf(comment(ZIP_END))).toBe('EVIDENCE_POLYGLOT');
});

test('refuses files over the size of their type with EVIDENCE_TOO_LARGE', async () => {
  const padded = (head: Uint8Array, size: number) => concatBytes(head, new Uint8Array(size - head.length));
  expect(await refusalOf(padded(jpeg, EVIDENCE_MAX_BYTES['image/jpeg'] + 1))).toBe('EVIDENCE_TOO_LARGE');
  expect(await refusalOf(padded(png, EVIDENCE_MAX_BYTES['image/png'] + 1))).toBe('EVIDENCE_TOO_LARGE');
  expect(await refusalOf(new Uint8Array(EVIDENCE_UPLOAD_MAX_BYTES + 1))).toBe('EVIDENCE_TOO_LARGE');
});

test('refuses a picture that declares too many pixels with EVIDENCE_BOMB, before it is decoded', async () => {
  const huge = new Uint8Array(
    await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'white' } })
      .png()
      .toBuffer(),
  );
  expect(huge.length).toBeLessThan(2 ** 20);
  expect(await refusalOf(huge)).toBe('EVIDENCE_BOMB');
  const frame = jpeg.findIndex((byte, index) => byte === 0xff && jpeg[index + 1] === 0xc0);
  const declared = jpeg.slice();
  declared.set([0xff, 0xff, 0xff, 0xff], frame + 5);
  expect(await refusalOf(declared)).toBe('EVIDENCE_BOMB');
});

test('refuses a PNG whose notes unfold to megabytes', async () => {
  const data = concatBytes(encodeUtf8('Comment\0\0'), randomBytes(2 ** 20));
  const body = concatBytes(encodeUtf8('zTXt'), data);
  const chunk = concatBytes(uint32Bytes(data.length), body, uint32Bytes(crc32(body)));
  const afterHeader = 8 + 25;
  const file = concatBytes(png.slice(0, afterHeader), chunk, png.slice(afterHeader));
  expect(await refusalOf(file)).toBe('EVIDENCE_BOMB');
});

test('refuses scripts, attachments and passwords in a PDF with EVIDENCE_ACTIVE', async () => {
  const scripted = await pdf((document) => document.addNamedJavaScript('open', 'app.alert(1)'));
  expect(await refusalOf(scripted)).toBe('EVIDENCE_ACTIVE');
  const attached = await pdf((document) => document.file(Buffer.from('MZ'), { name: 'lease.exe' }));
  expect(await refusalOf(attached)).toBe('EVIDENCE_ACTIVE');
  expect(await refusalOf(await pdf(() => undefined, { userPassword: 'sample' }))).toBe('EVIDENCE_ACTIVE');
  const linked = await pdf((document) => document.link(0, 0, 10, 10, 'https://example.org/'));
  expect(await refusalOf(linked)).toBe('application/pdf');
});

/** A PDF of one object of that text; readers would rebuild its table of objects. */
const rawPdf = (body: string | Uint8Array) =>
  concatBytes(
    encodeUtf8('%PDF-1.7\n'),
    typeof body === 'string' ? encodeUtf8(body) : body,
    encodeUtf8('\nstartxref\n0\n%%EOF\n'),
  );

test('sees through escaped names and object streams', async () => {
  expect(await refusalOf(rawPdf('1 0 obj <</S /J#61vaScript /JS (1)>> endobj'))).toBe('EVIDENCE_ACTIVE');
  const stream = (content: Uint8Array) =>
    rawPdf(concatBytes(encodeUtf8('1 0 obj <</Length 9>> stream\n'), deflateSync(content), encodeUtf8('\nendstream')));
  const hidden = '7 0 8 20 <</S /Launch /F (x)>> <<>>';
  expect(await refusalOf(stream(encodeUtf8(hidden)))).toBe('EVIDENCE_ACTIVE');
  expect(await refusalOf(stream(encodeUtf8(`%\n${hidden}${' '.repeat(5000)}`)))).toBe('EVIDENCE_ACTIVE');
  expect(await refusalOf(stream(encodeUtf8('BT (a word about /Launch) Tj ET')))).toBe('application/pdf');
});

test('refuses a PDF that unfolds to far more than its size', async () => {
  const bomb = deflateSync(new Uint8Array(2 ** 28 + 2 ** 20), { level: 9 });
  const file = rawPdf(concatBytes(encodeUtf8('1 0 obj <<>> stream\n'), bomb, encodeUtf8('\nendstream')));
  expect(file.length).toBeLessThan(2 ** 20);
  expect(await refusalOf(file)).toBe('EVIDENCE_BOMB');
  expect(await refusalOf(rawPdf('1 0 obj <</Width 50000 /Height 50000>> endobj'))).toBe('EVIDENCE_BOMB');
});
