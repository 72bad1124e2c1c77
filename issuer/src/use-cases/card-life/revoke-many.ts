import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { CaseDeps } from '../applications/index.ts';
import type { OfficeTransaction, RevocationBatch, SignedIn } from '../ports/index.ts';
import { onStock } from '../stock/on-stock.ts';
import { isLive, moveCard } from './move-card.ts';

/** Most cards of one batch: they are revoked in one transaction. */
export const REVOCATION_BATCH_MAX = 500;

export type RequestRevocationRefusal =
  | RightRefusal
  | 'nothing-named'
  | 'too-many'
  | 'reason-missing'
  /** One of them is no card of this office. */
  | 'card-unknown'
  /** One of them is no card in anybody's hand. */
  | 'card-not-live';

export type ConfirmRevocationRefusal = RightRefusal | 'batch-unknown' | 'batch-confirmed';

/** What a confirmed batch came to. Cards that ended otherwise meanwhile are not revoked a second time. */
export type BatchRevoked = { readonly batchId: string; readonly revoked: number; readonly skipped: number };

/** The first of two signatures for revoking many cards, such as those of a delivery with a fault. */
export function makeRequestRevocation(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: { readonly cardNumbers: readonly string[] /** Words without personal data. */; readonly reason: string },
  ): Promise<Outcome<RevocationBatch, RequestRevocationRefusal>> =>
    onStock<RevocationBatch, RequestRevocationRefusal>(deps, by, { action: 'revoke.batch' }, async (tx, file) => {
      const { office, officer, now } = file;
      const cardNumbers = [...new Set(input.cardNumbers)].toSorted();
      const reason = input.reason.trim();
      if (cardNumbers.length === 0) return refused('nothing-named');
      if (cardNumbers.length > REVOCATION_BATCH_MAX) return refused('too-many');
      if (reason === '') return refused('reason-missing');
      for (const cardNumber of cardNumbers) {
        const card = await tx.cards.find(cardNumber);
        if (card?.officeId !== office.id) return refused('card-unknown');
        if (!isLive(card)) return refused('card-not-live');
      }
      const signed = { requestedBy: officer.accountId, requestedAt: now };
      const batch = { id: deps.newId(), officeId: office.id, cardNumbers, reason, ...signed };
      await tx.revocations.insert(batch);
      await tx.audit({ action: 'revoke.batch', object: batch.id, reason: 'requested' });
      return ok(batch);
    });
}

/** The second signature, by another person: every card of the batch is revoked, all in one transaction. */
export function makeConfirmRevocation(deps: CaseDeps) {
  return (
    by: SignedIn,
    { batchId }: { readonly batchId: string },
  ): Promise<Outcome<BatchRevoked, ConfirmRevocationRefusal>> => {
    const earlierActs = async (tx: OfficeTransaction) => {
      const batch = await tx.revocations.find(batchId);
      return batch === undefined ? [] : [{ action: 'revoke.batch' as const, accountId: batch.requestedBy }];
    };
    const act = { action: 'revoke.batch', earlierActs } as const;
    return onStock<BatchRevoked, ConfirmRevocationRefusal>(deps, by, act, async (tx, file) => {
      const { office, officer, now, today } = file;
      const batch = await tx.revocations.find(batchId);
      if (batch === undefined || batch.officeId !== office.id) return refused('batch-unknown');
      if (batch.confirmedBy !== undefined) return refused('batch-confirmed');
      await tx.revocations.confirm(batch, { accountId: officer.accountId, at: now });
      let revoked = 0;
      const policy = await tx.policies.current(office.jurisdiction, today);
      const order = { reason: batch.reason, ruleVersion: ruleVersionOf(policy) };
      for (const cardNumber of batch.cardNumbers) revoked += (await revokeOne(tx, cardNumber, order)) ? 1 : 0;
      await tx.audit({ action: 'revoke.batch', object: batchId, reason: 'confirmed' });
      return ok({ batchId, revoked, skipped: batch.cardNumbers.length - revoked });
    });
  };
}

async function revokeOne(
  tx: OfficeTransaction,
  cardNumber: string,
  { reason, ruleVersion }: { readonly reason: string; readonly ruleVersion: string },
): Promise<boolean> {
  const card = await tx.cards.find(cardNumber);
  if (card === undefined || !isLive(card)) return false;
  await moveCard(tx, card, { to: 'REVOKED', reason, ruleVersion });
  await tx.audit({ action: 'card.revoke', personId: card.personId, object: cardNumber, reason });
  return true;
}

const LISTED = 50;

/** The newest batches of the caller's office. */
export function makeListRevocations(deps: CaseDeps) {
  return (by: SignedIn): Promise<Outcome<readonly RevocationBatch[], RightRefusal>> =>
    onStock(deps, by, { action: 'revoke.batch' }, async (tx, { office }) =>
      ok(await tx.revocations.list(office.id, LISTED)),
    );
}
