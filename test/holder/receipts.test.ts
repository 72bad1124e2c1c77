import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rightsFor, saveTerminal } from '@residence-permit/issuer/authority';
import {
  copyReceipt,
  type KeptReceipt,
  nodeEngine,
  nodeRandom,
  openReceiptBook,
  type ReceiptBook,
} from '@residence-permit/reader/node';
import { checkReceipts, receiptOfTap } from '@residence-permit/reader/receipts';
import { type TapResult, verifyCard } from '@residence-permit/reader/verify';
import { decodeCvCertificate, signCvCertificate } from '@residence-permit/shared/cv-certificate';
import { toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { decodeReceiptFile, encodeReceiptFile } from '@residence-permit/shared/verification-receipt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office, UTC_OFFSET_MINUTES } from '../builders/index.ts';
import { openTrustOf } from '../builders/opened-trust.ts';
import { optionsFor, purposeNamed } from '../e2e/tapping.ts';

let office: Office;
let card: BuiltCard;
let trust: Trust;
let result: TapResult;
let folder: string;
let book: ReceiptBook;
let kept: readonly KeptReceipt[];

const keep = (on: ReceiptBook, at: number, from: Trust = trust): Promise<KeptReceipt> =>
  on.keep(receiptOfTap({ result, purpose: 'clinic', trust: from, terminal: on.terminal, id: nodeRandom(16), at }));
const check = (files: readonly Uint8Array[], changes: { readonly trust?: Trust; readonly at?: number } = {}) =>
  checkReceipts(files, {
    trust,
    at: DEMO_AT + 100,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    engine: nodeEngine,
    ...changes,
  });
/** Answer and code of every doubt, by file. */
const doubtsOf = (files: readonly Uint8Array[], changes: Parameters<typeof check>[1] = {}) =>
  check(files, changes).receipts.map(({ doubts }) => doubts.flatMap(({ answer, code }) => [answer, code]));
const bytesOf = (...numbers: readonly number[]) => numbers.map((number) => kept[number - 1]?.bytes ?? new Uint8Array());

const KEEPER = fileURLToPath(new URL('keep-receipts.mjs', import.meta.url));

/** Lets a process keep receipts and kills it in the midst of the next one; the number that it reported last. */
function killAfter(lines: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [KEEPER, path, String(DEMO_AT)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const numbers: number[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      numbers.push(Number(line));
      if (numbers.length === lines) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => resolve(numbers.at(-1) ?? 0));
  });
}

async function aTerminal(of: Office, name: string, mnemonic = 'CLINIC'): Promise<string> {
  const path = join(folder, name);
  const rights = rightsFor(purposeNamed('clinic'), 'reads-and-counts');
  await saveTerminal(path, await of.issueTerminal({ mnemonic, dv: 'non-official', rights }));
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-receipts-'));
  office = await anOffice();
  office.setClock(DEMO_AT);
  card = await aCard(office).active();
  trust = await office.trust();
  result = await verifyCard(await optionsFor(office, card, 'clinic'));
  book = await openReceiptBook(await aTerminal(office, 'clinic'));
  const made: KeptReceipt[] = [];
  for (const second of [0, 1, 2, 3]) made.push(await keep(book, DEMO_AT + second));
  kept = made;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the receipts of a terminal', () => {
  it('prove who signed them, and that none is missing between them', () => {
    expect(check(bytesOf(1, 2, 3, 4))).toMatchObject({
      verdict: 'proved',
      spans: [{ terminal: 'ZZCLINIC00001', first: 1, last: 4 }],
      receipts: [
        { receipt: { number: 1, purpose: 'clinic', verdict: result.verdict, answers: result.answers } },
        {},
        {},
        {},
      ],
    });
  });

  it('prove themselves one by one', () => {
    for (const number of [1, 2, 3, 4]) expect(check(bytesOf(number)).verdict).toBe('proved');
  });

  it('hold nothing of the card: no byte of its fields, numbers or keys, and two of the same card share nothing but the terminal', () => {
    const bytes = toHex(kept[0]?.bytes ?? new Uint8Array());
    const secrets = [card.entry.cardNumber, card.can, String(result.fields.name), String(result.fields.birthDate)];
    for (const text of secrets) expect(bytes).not.toContain(Buffer.from(text).toString('hex'));
    expect(new Set(kept.map(({ receipt }) => toHex(receipt.id))).size).toBe(4);
  });

  it('keep the age of the oldest status list, whichever is the card’s', () => {
    const { trust: named } = kept[3]?.receipt ?? {};
    expect(named).toMatchObject({ rootVersion: trust.rootVersion, bundleSeq: trust.bundleSeq, statusSeconds: 3 });
  });
});

describe('what does not pass', () => {
  it('is a gap: undecided, for those that are there are good', () => {
    expect(doubtsOf(bytesOf(1, 3, 4))).toEqual([[], ['unknown', 'RECEIPT_GAP'], []]);
    expect(check(bytesOf(1, 3, 4))).toMatchObject({
      verdict: 'undecided',
      spans: [{ last: 1 }, { first: 3, last: 4 }],
    });
  });

  it('is another order', () => {
    expect(doubtsOf(bytesOf(1, 2, 4, 3))).toEqual([[], [], ['unknown', 'RECEIPT_GAP'], ['no', 'RECEIPT_REORDERED']]);
  });

  it('is a changed bit in any part, with a code and never an exception', () => {
    const [bytes] = bytesOf(2);
    for (let at = 0; at < (bytes?.length ?? 0); at += 7) {
      const damaged = bytes?.slice() ?? new Uint8Array();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      expect(check([damaged]).verdict, `byte ${at}`).not.toBe('proved');
    }
  });

  it('is a file that is no receipt, or is cut', () => {
    expect(doubtsOf([Uint8Array.of(0x80)])).toEqual([['no', 'VERIFICATION_RECEIPT_MALFORMED']]);
    expect(doubtsOf([bytesOf(1)[0]?.slice(0, -9) ?? new Uint8Array()])).toEqual([['no', 'CBOR_TRUNCATED']]);
  });

  it('is a receipt under a key that another terminal stated', async () => {
    const other = await openReceiptBook(await aTerminal(office, 'other', 'OTHER'));
    const foreign = await keep(other, DEMO_AT);
    const [mine] = bytesOf(1);
    const parts = decodeReceiptFile(mine ?? new Uint8Array());
    const mixed = encodeReceiptFile({ ...parts, statement: decodeReceiptFile(foreign.bytes).statement });
    expect(doubtsOf([mixed])).toEqual([['no', 'RECEIPT_KEY_UNPROVED', 'no', 'RECEIPT_CHAIN_BROKEN']]);
    const swapped = encodeReceiptFile({ ...parts, receipt: decodeReceiptFile(foreign.bytes).receipt });
    expect(doubtsOf([swapped])).toEqual([['no', 'SIGNATURE_BAD', 'no', 'RECEIPT_CHAIN_BROKEN']]);
  });

  it('is a terminal of an authority that the bundle does not name, or one that only claims to be of it', async () => {
    const stranger = await anOffice({ seed: 'stranger' });
    stranger.setClock(DEMO_AT);
    const theirs = await keep(await openReceiptBook(await aTerminal(stranger, 'stranger')), DEMO_AT);
    expect(doubtsOf([theirs.bytes])).toEqual([['no', 'RECEIPT_KEY_UNPROVED']]);
    const parts = decodeReceiptFile(theirs.bytes);
    const dv = parts.dv.slice();
    const reference = new TextEncoder().encode(decodeCvCertificate(parts.dv).car);
    // The last character of the reference to the authority: another generation of its key, which the bundle lacks.
    dv.set([0x39], Buffer.from(dv).indexOf(reference) + reference.length - 1);
    expect(doubtsOf([encodeReceiptFile({ ...parts, dv })])).toEqual([['unknown', 'RECEIPT_AUTHORITY_UNKNOWN']]);
  });

  it('is a time outside the terminal’s certificate, after now, or before the receipt before', async () => {
    const apart = await openReceiptBook(await aTerminal(office, 'times', 'TIMES'));
    const [late, early] = [await keep(apart, DEMO_AT + 50), await keep(apart, DEMO_AT + 10)];
    const expired = await keep(apart, DEMO_AT + 60 * 86_400);
    expect(doubtsOf([late.bytes, early.bytes])).toEqual([[], ['unknown', 'RECEIPT_TIME_ODD']]);
    expect(doubtsOf([expired.bytes])).toEqual([['no', 'TERMINAL_EXPIRED']]);
    expect(doubtsOf([late.bytes], { at: DEMO_AT - 3600 })).toEqual([['unknown', 'CLOCK_BEHIND']]);
    const ahead = await keep(apart, DEMO_AT + 3600);
    expect(doubtsOf([ahead.bytes])).toEqual([['unknown', 'RECEIPT_TIME_ODD']]);
  });

  it('is an authority whose own certificate did not cover that day: its old key proves nothing new', async () => {
    const { offline, cvca } = office.authority;
    if (offline === undefined) throw new Error('no offline keys');
    const days = { effective: parsePlainDate('2020-01-01'), expiry: parsePlainDate('2022-12-31') };
    const fields = { ...decodeCvCertificate(cvca.certificate), ...days };
    const past = await signCvCertificate({ fields, sign: (body) => offline.cvca.sign(body) });
    expect(doubtsOf(bytesOf(1), { trust: { ...trust, cvcas: [past] } })).toEqual([['no', 'TERMINAL_EXPIRED']]);
  });

  it('is a terminal revoked since, and trust past its end', async () => {
    const revoked = await openTrustOf(office.authority, { issuedAt: DEMO_AT, revokedTerminals: ['ZZCLINIC00001'] });
    expect(doubtsOf(bytesOf(1), { trust: revoked })).toEqual([['unknown', 'TERMINAL_REVOKED']]);
    expect(doubtsOf(bytesOf(1), { at: trust.expiresAt })).toEqual([['unknown', 'TRUST_STALE']]);
  });

  it('is a fork: a folder set back signs the same number twice, and a cut chain does not join', async () => {
    const path = await aTerminal(office, 'forked', 'FORK');
    const first = await openReceiptBook(path);
    const [one, two] = [await keep(first, DEMO_AT), await keep(first, DEMO_AT + 1)];
    await rm(two.path);
    const again = await keep(await openReceiptBook(path), DEMO_AT + 2);
    expect(doubtsOf([one.bytes, two.bytes, again.bytes])).toEqual([[], [], ['no', 'RECEIPT_FORKED']]);
    const three = await keep(first, DEMO_AT + 3);
    expect(doubtsOf([one.bytes, two.bytes, three.bytes])).toEqual([[], [], ['no', 'RECEIPT_CHAIN_BROKEN']]);
  });
});

describe('the receipt book', () => {
  it('numbers without a gap although many write at once', async () => {
    const path = await aTerminal(office, 'busy', 'BUSY');
    const books = await Promise.all([openReceiptBook(path), openReceiptBook(path), openReceiptBook(path)]);
    const many = await Promise.all([...books, ...books, ...books].map((each) => keep(each, DEMO_AT)));
    const sorted = many.toSorted((a, b) => a.receipt.number - b.receipt.number);
    expect(sorted.map(({ receipt }) => receipt.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(check(sorted.map(({ bytes }) => bytes)).verdict).toBe('proved');
  });

  it('goes on after a program that was killed while it wrote', async () => {
    const path = await aTerminal(office, 'killed', 'KILLED');
    const one = await keep(await openReceiptBook(path), DEMO_AT);
    await writeFile(join(path, 'receipts', '.half.draft'), one.bytes.slice(0, 100));
    const two = await keep(await openReceiptBook(path), DEMO_AT + 1);
    expect(check([one.bytes, two.bytes]).verdict).toBe('proved');
    const names = (await readdir(join(path, 'receipts'))).filter((name) => name.endsWith('.receipt'));
    expect(names).toHaveLength(2);
  });

  it('has an unbroken chain whenever its program is killed, and loses no receipt that it reported', async () => {
    const path = await aTerminal(office, 'torn', 'TORN');
    let reported = 0;
    for (const lines of [1, 3, 2, 5, 1]) reported = await killAfter(lines, path);
    const names = (await readdir(join(path, 'receipts'))).filter((name) => name.endsWith('.receipt')).sort();
    const files = await Promise.all(names.map((name) => readFile(join(path, 'receipts', name))));
    const checked = check(files.map((file) => new Uint8Array(file)));
    expect(checked).toMatchObject({ verdict: 'proved', spans: [{ first: 1, last: names.length }] });
    expect(names.length).toBeGreaterThanOrEqual(reported);
    expect(reported).toBeGreaterThanOrEqual(12);
  });

  it('copies into a folder under the receipt’s name, or to a new file, and overwrites neither', async () => {
    const [first] = kept;
    if (first === undefined) throw new Error('no receipt');
    const path = join(folder, 'copy.receipt');
    expect(await copyReceipt(first, path)).toBe(path);
    expect(new Uint8Array(await readFile(path))).toEqual(first.bytes);
    await expect(copyReceipt(first, path)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await copyReceipt(first, folder)).toMatch(/[0-9a-f]{16}-000000001\.receipt$/);
  });

  it('wants the receipt key of its own statement', async () => {
    const path = await aTerminal(office, 'swapped', 'SWAP');
    await writeFile(join(path, 'receipt.pkcs8'), await readFile(join(folder, 'clinic', 'receipt.pkcs8')));
    await expect(openReceiptBook(path)).rejects.toMatchObject({ code: 'KEY_BAD' });
    await rm(join(path, 'receipt.pkcs8'));
    await expect(openReceiptBook(path)).rejects.toMatchObject({ code: 'KEY_BAD' });
  });
});
