import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { equalBytes, toHex } from '@residence-permit/shared/bytes';
import { type Ed25519Signer, keyIdOf } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import {
  decodeReceiptFile,
  decodeReceiptKeyStatement,
  encodeReceiptFile,
  receiptLink,
  signVerificationReceipt,
  type VerificationReceipt,
} from '@residence-permit/shared/verification-receipt';
import { nodeEd25519Signer } from './node-ed25519.ts';

/** A receipt that is kept: its file, and where it stands. */
export type KeptReceipt = { readonly path: string; readonly bytes: Uint8Array; readonly receipt: VerificationReceipt };

/** The receipts of one terminal, and the key that signs them. */
export type ReceiptBook = {
  /** Holder reference that the statement of the key names. */
  readonly terminal: string;
  /** Numbers, signs and stores a receipt. It is on the disk when the promise settles. @throws PermitError STORE_FAILED */
  keep(receipt: Omit<VerificationReceipt, 'number' | 'previous'>): Promise<KeptReceipt>;
};

const FOLDER = 'receipts';
const NAME = /^([0-9a-f]{16})-([0-9]{9})\.receipt$/;

/**
 * Opens the receipt book of a terminal's folder: `receipt.pkcs8` and `receipt-key.cbor` beside the certificates, and one
 * file for each receipt in `receipts/`. A receipt is written whole under another name, brought to the disk and only then
 * given its number, which a file system gives to one writer only (link(2)): killed at any point, or with two programs at
 * once, the chain is unbroken.
 * @throws PermitError KEY_BAD when the folder has no receipt key, STORE_FAILED
 * @throws DecodeError of a statement or certificate that is none
 */
export async function openReceiptBook(terminalFolder: string): Promise<ReceiptBook> {
  const read = (name: string) => readPart(terminalFolder, name);
  const statement = await read('receipt-key.cbor');
  const { publicKey, terminal } = decodeReceiptKeyStatement(statement);
  const signer = nodeEd25519Signer(await read('receipt.pkcs8'));
  if (!equalBytes(signer.publicKey, publicKey)) {
    throw new PermitError('KEY_BAD', { detail: 'receipt.pkcs8 is not the key of receipt-key.cbor' });
  }
  const parts = { dv: await read('dv.cvcert'), terminal: await read('terminal.cvcert'), statement };
  const folder = join(terminalFolder, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => failed(cause, folder));
  return { terminal, keep: (receipt) => keepReceipt({ receipt, signer, parts, folder }) };
}

type Parts = { readonly dv: Uint8Array; readonly terminal: Uint8Array; readonly statement: Uint8Array };

async function keepReceipt(input: {
  readonly receipt: Omit<VerificationReceipt, 'number' | 'previous'>;
  readonly signer: Ed25519Signer;
  readonly parts: Parts;
  readonly folder: string;
}): Promise<KeptReceipt> {
  const { signer, parts, folder } = input;
  const keyId = toHex(keyIdOf(signer.publicKey));
  for (;;) {
    const place = await nextPlace(folder, keyId, parts.statement).catch((cause: unknown) => failed(cause, folder));
    const receipt: VerificationReceipt = { ...input.receipt, ...place };
    const bytes = encodeReceiptFile({ ...parts, receipt: await signVerificationReceipt(receipt, signer) });
    const path = join(folder, `${keyId}-${String(place.number).padStart(9, '0')}.receipt`);
    if (await storeOnce(path, bytes)) return { path, bytes, receipt };
  }
}

/** Behind the last receipt of this key, or the first. */
async function nextPlace(folder: string, keyId: string, statement: Uint8Array) {
  const numbers = (await readdir(folder)).flatMap((name) => {
    const found = NAME.exec(name);
    return found?.[1] === keyId ? [Number(found[2])] : [];
  });
  const last = numbers.reduce((highest, number) => Math.max(highest, number), 0);
  if (last === 0) return { number: 1, previous: receiptLink(statement) };
  const bytes = await readFile(join(folder, `${keyId}-${String(last).padStart(9, '0')}.receipt`));
  return { number: last + 1, previous: receiptLink(decodeReceiptFile(new Uint8Array(bytes)).receipt) };
}

/** Whether the file is there now by our doing; false where another writer took the name first. */
async function storeOnce(path: string, bytes: Uint8Array): Promise<boolean> {
  const folder = join(path, '..');
  const draft = join(folder, `.${randomUUID()}.draft`);
  try {
    await writeFile(draft, bytes, { flag: 'wx', mode: 0o600, flush: true });
    await link(draft, path);
    await syncFolder(folder);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    return failed(cause, path);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** A name is durable once its folder is. fsync(2) */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A copy for the service point: into a folder under the receipt's own name, or as a new file. @throws PermitError STORE_FAILED */
export async function copyReceipt({ path, bytes }: KeptReceipt, target: string): Promise<string> {
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const copy = isFolder ? join(target, basename(path)) : target;
  await writeFile(copy, bytes, { flag: 'wx', flush: true }).catch((cause: unknown) => failed(cause, copy));
  return copy;
}

async function readPart(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: `${path}: this terminal has no receipt key; enrol it anew` });
  }
}

function failed(cause: unknown, path: string): never {
  if (cause instanceof PermitError) throw cause;
  throw new PermitError('STORE_FAILED', { cause, detail: path });
}
