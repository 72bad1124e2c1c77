import { equalBytes, toHex } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import {
  decodeReceiptFile,
  receiptLink,
  type VerificationReceipt,
} from '@residence-permit/shared/verification-receipt';
import {
  checkReceipt,
  type OpenedReceipt,
  openReceiptFile,
  type ReceiptCircumstances,
  type ReceiptDoubt,
} from './check-receipt.ts';

/** One file of those that were given: what is in it where it could be opened, and every doubt about it. */
export type CheckedReceipt = {
  readonly receipt?: VerificationReceipt;
  readonly doubts: readonly ReceiptDoubt[];
};

/** A run of receipts under one key: those numbers are there, none missing between them. */
export type ReceiptSpan = { readonly terminal: string; readonly first: number; readonly last: number };

export type CheckedReceipts = {
  /** In the order of the files. */
  readonly receipts: readonly CheckedReceipt[];
  readonly verdict: 'proved' | 'refuted' | 'undecided';
  readonly spans: readonly ReceiptSpan[];
};

type Entry = { readonly opened?: OpenedReceipt; readonly doubts: ReceiptDoubt[] };

/**
 * Checks receipt files, each by itself and all as the chain that their terminal numbered. Pure; bad bytes are a doubt, never
 * an exception. What no check can see: receipts after the last, where nobody noted its number.
 */
export function checkReceipts(files: readonly Uint8Array[], circumstances: ReceiptCircumstances): CheckedReceipts {
  const entries = files.map((bytes) => openAndCheck(bytes, circumstances));
  const keys = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.opened === undefined) continue;
    const key = toHex(receiptLink(entry.opened.statementBytes));
    keys.set(key, [...(keys.get(key) ?? []), entry]);
  }
  for (const chain of keys.values()) checkChain(chain);
  const doubts = entries.flatMap((entry) => entry.doubts);
  const verdict = doubts.some(({ answer }) => answer === 'no') ? 'refuted' : doubts.length > 0 ? 'undecided' : 'proved';
  return {
    receipts: entries.map(({ opened, doubts: own }) =>
      opened === undefined ? { doubts: own } : { receipt: opened.signed.receipt, doubts: own },
    ),
    verdict,
    spans: [...keys.values()].flatMap(spansOf),
  };
}

function openAndCheck(bytes: Uint8Array, circumstances: ReceiptCircumstances): Entry {
  try {
    const opened = openReceiptFile(decodeReceiptFile(bytes));
    const doubt = checkReceipt(opened, circumstances);
    return { opened, doubts: doubt === undefined ? [] : [doubt] };
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    return { doubts: [{ answer: 'no', code: cause.code }] };
  }
}

/** Adds to each receipt what its place among the others puts in doubt. */
function checkChain(chain: readonly Entry[]): void {
  const seen = new Map<number, Uint8Array>();
  let before: OpenedReceipt | undefined;
  for (const { opened, doubts } of chain) {
    if (opened === undefined) continue;
    const { number } = opened.signed.receipt;
    const same = seen.get(number);
    if (same !== undefined && equalBytes(same, opened.signed.signedBytes)) continue;
    if (same !== undefined) doubts.push({ answer: 'no', code: 'RECEIPT_FORKED' });
    else doubts.push(...doubtsOfPlace(before, opened));
    seen.set(number, opened.signed.signedBytes);
    before = opened;
  }
}

function doubtsOfPlace(before: OpenedReceipt | undefined, opened: OpenedReceipt): readonly ReceiptDoubt[] {
  const { receipt } = opened.signed;
  const expected = receipt.number === 1 ? opened.statementBytes : undefined;
  if (before === undefined) return linkDoubt(receipt, expected);
  const { receipt: earlier } = before.signed;
  if (receipt.number < earlier.number) return [{ answer: 'no', code: 'RECEIPT_REORDERED' }];
  const odd: readonly ReceiptDoubt[] = receipt.at < earlier.at ? [{ answer: 'unknown', code: 'RECEIPT_TIME_ODD' }] : [];
  if (receipt.number > earlier.number + 1) return [{ answer: 'unknown', code: 'RECEIPT_GAP' }, ...odd];
  return [...linkDoubt(receipt, before.signed.signedBytes), ...odd];
}

/** `expected` is what the receipt must name as the one before it; nothing where that is not at hand. */
function linkDoubt(receipt: VerificationReceipt, expected: Uint8Array | undefined): readonly ReceiptDoubt[] {
  const linked = expected === undefined || equalBytes(receipt.previous, receiptLink(expected));
  return linked ? [] : [{ answer: 'no', code: 'RECEIPT_CHAIN_BROKEN' }];
}

function spansOf(chain: readonly Entry[]): readonly ReceiptSpan[] {
  const spans: ReceiptSpan[] = [];
  const receipts = chain.flatMap(({ opened }) => (opened === undefined ? [] : [opened.signed.receipt]));
  for (const { number, terminal } of receipts.toSorted((a, b) => a.number - b.number)) {
    const last = spans.at(-1);
    if (last !== undefined && number <= last.last + 1) spans[spans.length - 1] = { ...last, last: number };
    else spans.push({ terminal, first: number, last: number });
  }
  return spans;
}
