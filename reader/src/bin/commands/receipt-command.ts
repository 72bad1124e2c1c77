import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import {
  decodeReceiptFile,
  decodeSignedVerificationReceipt,
  MAX_RECEIPT_FILE_BYTES,
  type VerificationReceipt,
} from '@residence-permit/shared/verification-receipt';
import { loadTrustFolder, nodeEngine } from '../../node/index.ts';
import { type CheckedReceipts, checkReceipts } from '../../receipts/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { describeReceipt, describeReceiptCheck } from '../describe-receipts.ts';
import { EXIT } from '../exit-status.ts';
import { type Clock, instantKindOf } from '../parse-settings.ts';

const EXIT_OF_VERDICT = {
  proved: EXIT.ACCEPTED,
  refuted: EXIT.REJECTED,
  undecided: EXIT.UNDECIDED,
} as const satisfies Record<CheckedReceipts['verdict'], number>;

/**
 * `permit-reader receipt verify FILE…`: who signed each receipt, while certified by whom, and whether any is missing between
 * them. Exit status 0 all proved, 1 one is refuted, 2 one can be neither proved nor refuted.
 * @throws PermitError STORE_FAILED, SETTING_BAD for a folder without receipts, and as `loadTrustFolder`
 */
export async function verifyReceiptsCommand(request: {
  readonly output: CommandOutput;
  readonly files: readonly string[];
  readonly trust: string;
  readonly clock: Clock;
  readonly utcOffsetMinutes: number;
}): Promise<number> {
  const { output, utcOffsetMinutes } = request;
  const at = request.clock();
  const { trust } = await loadTrustFolder({
    folder: request.trust,
    engine: nodeEngine,
    openedAt: at,
    instant: instantKindOf(request.clock),
  });
  const files = await readReceipts(request.files);
  const checked = checkReceipts(
    files.map(({ bytes }) => bytes),
    { trust, at, utcOffsetMinutes, engine: nodeEngine },
  );
  const names = files.map(({ name }) => name);
  writeResult(
    output,
    {
      verdict: checked.verdict,
      spans: checked.spans,
      receipts: checked.receipts.map(({ receipt, doubts }, index) => ({
        file: names[index],
        doubts,
        ...(receipt === undefined ? {} : { receipt: receiptAsJson(receipt) }),
      })),
      trust: { bundleSeq: trust.bundleSeq, bundleSeconds: at - trust.issuedAt },
    },
    describeReceiptCheck({ checked, names, trust, at }, output.language),
  );
  return EXIT_OF_VERDICT[checked.verdict];
}

/**
 * `permit-reader receipt show FILE…`: what stands in receipts, without checking who signed them.
 * @throws PermitError STORE_FAILED, SETTING_BAD
 * @throws DecodeError VERIFICATION_RECEIPT_MALFORMED and others for a file that is no receipt
 */
export async function showReceiptsCommand(output: CommandOutput, paths: readonly string[]): Promise<number> {
  const files = await readReceipts(paths);
  const receipts = files.map(({ name, bytes }) => ({ name, receipt: openUnchecked(name, bytes) }));
  writeResult(
    output,
    {
      verified: false,
      receipts: receipts.map(({ name, receipt }) => ({ file: name, receipt: receiptAsJson(receipt) })),
    },
    [
      ...receipts.flatMap(({ receipt }) => [...describeReceipt(receipt, output.language), '']),
      output.language === 'zh'
        ? '未核验签名：请用 receipt verify。'
        : 'No signature was checked: `receipt verify` does that.',
    ],
  );
  return EXIT.ACCEPTED;
}

function openUnchecked(name: string, bytes: Uint8Array): VerificationReceipt {
  try {
    return decodeSignedVerificationReceipt(decodeReceiptFile(bytes).receipt).receipt;
  } catch (cause) {
    if (cause instanceof DecodeError) throw new PermitError(cause.code, { cause, detail: name });
    throw cause;
  }
}

type NamedFile = { readonly name: string; readonly bytes: Uint8Array };

/** The files in their order; of a folder those that end with `.receipt`, by name, which is by number for one key. */
async function readReceipts(paths: readonly string[]): Promise<readonly NamedFile[]> {
  const found: NamedFile[] = [];
  for (const path of paths) {
    try {
      const isFolder = (await stat(path)).isDirectory();
      const names = isFolder ? (await readdir(path)).filter((name) => /^[^.].*\.receipt$/.test(name)).sort() : [];
      for (const file of isFolder ? names.map((name) => join(path, name)) : [path]) found.push(await readReceipt(file));
    } catch (cause) {
      throw new PermitError('STORE_FAILED', { cause, detail: path });
    }
  }
  if (found.length === 0) throw new PermitError('SETTING_BAD', { detail: 'no receipt in there' });
  return found;
}

/** A file that is too long is cut where it is surely refused. */
async function readReceipt(path: string): Promise<NamedFile> {
  const bytes = new Uint8Array(await readFile(path)).slice(0, MAX_RECEIPT_FILE_BYTES + 1);
  return { name: basename(path), bytes };
}

function receiptAsJson(receipt: VerificationReceipt): object {
  const { id, previous, answers, ...others } = receipt;
  return {
    ...others,
    id: toHex(id),
    previous: toHex(previous),
    answers: Object.fromEntries(ANSWER_IDS.map((answer) => [answer, answers[answer]])),
  };
}
