import { equalBytes } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { fromEpochDays } from '@residence-permit/shared/plain-date';
import { decodeUseReceipt, type UseReceipt, verifyUseReceipt } from '@residence-permit/shared/receipt';
import { decideRight } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import type { Card, OfficeTransaction, PermitGrant, ReceiptFinding, SettledReceipt, SignedIn } from '../ports/index.ts';
import { moveGrant } from './move-grant.ts';
import type { GrantDeps } from './on-grants.ts';

/** Receipts of one call. */
export const MAX_RECEIPTS = 200;

export type ReceiptFault =
  | 'receipt-malformed'
  | 'chip-unknown'
  | 'signature-bad'
  | 'grant-unknown'
  /** The terminal that the receipt names is not one of the caller's. */
  | 'terminal-not-yours'
  /** Another receipt of this chip has its number and its transaction: one of them was made elsewhere. */
  | 'another-receipt';

/** What became of one receipt, in the order in which they came. */
export type SettledUse =
  | { readonly kind: 'settled'; readonly receiptId: string; readonly finding?: ReceiptFinding }
  /** It was settled before. */
  | { readonly kind: 'known'; readonly receiptId: string }
  | { readonly kind: 'refused'; readonly fault: ReceiptFault };

export type SettleRefusal = 'too-many-receipts';

type Period = { readonly grant: PermitGrant; readonly period: number };

/**
 * Settles uses that chips signed, each by itself: repeating a call changes nothing. A count never goes back. A use above the
 * limit over all cards of the permit, or a second receipt under one number of a chip, is settled with that finding, since it
 * happened; somebody has to look at it.
 */
export function makeSettleUses(deps: Pick<GrantDeps, 'inTransaction' | 'clock' | 'newId'>) {
  return async (
    by: SignedIn,
    { receipts }: { readonly receipts: readonly Uint8Array[] },
  ): Promise<Outcome<readonly SettledUse[], SettleRefusal>> => {
    if (receipts.length > MAX_RECEIPTS) return refused('too-many-receipts');
    const settled: SettledUse[] = [];
    for (const bytes of receipts) {
      const receipt = decode(bytes);
      settled.push(receipt === undefined ? fault('receipt-malformed') : await settleOne(by, receipt, bytes));
    }
    return ok(settled);
  };

  async function settleOne(by: SignedIn, receipt: UseReceipt, bytes: Uint8Array): Promise<SettledUse> {
    const find = (tx: OfficeTransaction) => findCard(tx, receipt);
    const found = await deps.inTransaction(toActor(by, by.officeId ?? ''), find);
    if (found === undefined) return fault('chip-unknown');
    return deps.inTransaction(toActor(by, found.officeId), async (tx) => {
      const card = await findCard(tx, receipt);
      if (card?.receiptKey === undefined) return fault('chip-unknown');
      if (!(await isTheirTerminal(tx, by, receipt.terminal))) return fault('terminal-not-yours');
      if (!verifyUseReceipt(receipt, card.receiptKey)) return fault('signature-bad');
      const period = await findPeriod(tx, card, receipt);
      return period === undefined ? fault('grant-unknown') : keep(tx, { by, receipt, bytes, card, ...period });
    });
  }

  async function keep(
    tx: OfficeTransaction,
    use: Period & {
      readonly by: SignedIn;
      readonly receipt: UseReceipt;
      readonly bytes: Uint8Array;
      readonly card: Card;
    },
  ): Promise<SettledUse> {
    const { by, receipt, bytes, card, grant, period } = use;
    const { sequence, transactionId, used, terminal } = receipt;
    const { cardNumber } = card;
    await tx.receipts.lockGrant(grant.id);
    const same = await tx.receipts.ofSequence(cardNumber, sequence);
    const known = same.find((other) => equalBytes(other.transactionId, transactionId));
    if (known !== undefined) {
      return isSameUse(known, receipt) ? { kind: 'known', receiptId: known.id } : fault('another-receipt');
    }
    const byCard = new Map(await tx.receipts.usedByCard(grant.id, period));
    byCard.set(cardNumber, Math.max(used, byCard.get(cardNumber) ?? 0));
    const total = [...byCard.values()].reduce((sum, each) => sum + each, 0);
    const finding = findingOf(total, { grant, isTwice: same.length > 0 });
    const now = deps.clock();
    const settled: SettledReceipt = {
      id: deps.newId(),
      cardNumber,
      sequence,
      transactionId,
      grantId: grant.id,
      period,
      used,
      terminal,
      day: fromEpochDays(receipt.day),
      receipt: bytes,
      settledBy: by.accountId,
      settledAt: now,
      ...(finding === undefined ? {} : { finding }),
    };
    await tx.receipts.insert(settled);
    await tx.receipts.setUses(grant.id, { period, used: total, at: now });
    if (isUsedUp(grant, total)) await moveGrant(tx, grant, { state: 'EXHAUSTED', reason: 'settled' });
    const reason = finding === undefined ? {} : { reason: finding };
    await tx.audit({ action: 'use.settle', personId: card.personId, object: grant.id, ...reason });
    return { kind: 'settled', receiptId: settled.id, ...(finding === undefined ? {} : { finding }) };
  }
}

async function findCard(tx: OfficeTransaction, { chipId }: UseReceipt): Promise<Card | undefined> {
  const cardNumber = await tx.receipts.findCardNumber(chipId);
  return cardNumber === undefined ? undefined : tx.cards.find(cardNumber);
}

async function isTheirTerminal(tx: OfficeTransaction, by: SignedIn, reference: string): Promise<boolean> {
  const terminal = await tx.terminals.findByReference(reference);
  if (terminal === undefined) return false;
  const owners = [{ kind: 'organisation', id: terminal.organisationId } as const];
  const target = { place: { kind: 'none' } as const, owners, sealed: false, earlierActs: [] };
  return decideRight({ subject: by.subject, action: 'use.settle', target, ground: by.ground }).ok;
}

/** Which grant a chip counted, and in which of its periods: on a replacement card, parts of grants have periods of their own. */
async function findPeriod(tx: OfficeTransaction, card: Card, receipt: UseReceipt): Promise<Period | undefined> {
  const grants = await tx.grants.ofPermit(card.permitId);
  const carry = await tx.grants.findCarry(card.cardNumber);
  for (const grant of grants) {
    const parts = carry?.grants[grant.id] ?? [{ grantRef: grant.grantRef, firstPeriod: 0 }];
    const part = parts.find(({ grantRef }) => equalBytes(grantRef, receipt.grantId));
    if (part !== undefined) return { grant, period: part.firstPeriod + receipt.period };
  }
  return undefined;
}

function findingOf(
  total: number,
  { grant, isTwice }: { readonly grant: PermitGrant; readonly isTwice: boolean },
): ReceiptFinding | undefined {
  if (isTwice) return 'SEQUENCE_TWICE';
  return total > (grant.limit ?? 0) ? 'OVER_LIMIT' : undefined;
}

/** A grant of one period is over with its last use; one of many periods has another one. */
function isUsedUp({ state, limit, period }: PermitGrant, total: number): boolean {
  return state === 'ACTIVE' && limit !== undefined && period === undefined && total >= limit;
}

function isSameUse(known: SettledReceipt, { bodyBytes }: UseReceipt): boolean {
  return equalBytes(decodeUseReceipt(known.receipt).bodyBytes, bodyBytes);
}

function decode(bytes: Uint8Array): UseReceipt | undefined {
  try {
    return decodeUseReceipt(bytes);
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}

function fault(code: ReceiptFault): SettledUse {
  return { kind: 'refused', fault: code };
}
