import { PermitError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PermitRecord } from '@residence-permit/shared/records';
import type { InTransaction, Office, Officer } from '../ports/index.ts';
import type { LoadPermitEntry } from './card-register.ts';
import { type CardSecretRefusal, isInOffice } from './read-card-secret.ts';

/** What goes on the face of one card. */
export type CardFaceContent = {
  readonly record: PermitRecord;
  /** Six digits. */
  readonly can: string;
  readonly office: Office;
};

/**
 * Everything for the print of a card's face, while the card lies in the office and was read back: only then is its access number
 * known to be good. The look stands in the audit log and in the person's own view.
 * @throws PermitError as `LoadPermitEntry`
 */
export function makeReadCardFace(deps: {
  readonly inTransaction: InTransaction;
  readonly loadPermitEntry: LoadPermitEntry;
}) {
  return (
    officer: Officer,
    { cardNumber }: { readonly cardNumber: string },
  ): Promise<Outcome<CardFaceContent, CardSecretRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      if (attempt === undefined) return refused('attempt-unknown');
      const { can, applicationId, personId } = attempt;
      if (can === undefined || !isInOffice(attempt)) return refused('not-in-office');
      const permitId = (await tx.cards.find(cardNumber))?.permitId;
      const permit = permitId === undefined ? undefined : await tx.permits.find(permitId);
      const application = await tx.applications.find(applicationId);
      if (permit === undefined || application === undefined) {
        throw new PermitError('STORE_CONFLICT', { detail: `card ${cardNumber}: permit or case is missing` });
      }
      const { record } = await deps.loadPermitEntry(tx, permit);
      const office = await tx.offices.get(permit.officeId);
      const about = { personId, caseNumber: application.number, object: cardNumber, purpose: 'card-production' };
      await tx.audit({ action: 'card.produce', ...about, reason: 'print face' });
      return ok({ record, can, office });
    });
}
