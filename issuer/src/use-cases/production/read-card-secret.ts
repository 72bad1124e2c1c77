import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';

export type CardSecretRefusal =
  | 'attempt-unknown'
  /** The card was not read back yet, or it was handed over: then the letter is the holder's alone. */
  | 'not-in-office';

/** Which password of a card: the number on its face, or the unblocking code in the holder's letter. */
export type CardSecretKind = 'can' | 'puk';

/** States in which a card lies in the office with passwords that are known to be good. */
const IN_OFFICE: readonly string[] = ['READ_BACK', 'QA_OK', 'HELD'];

/** Whether the card lies in the office, read back and not handed over. */
export function isInOffice({ state }: Pick<ProductionAttempt, 'state'>): boolean {
  return IN_OFFICE.includes(state);
}

/** What is printed on a card's face or into its letter, while the card lies in the office. Every look stands in the audit log. */
export function makeReadCardSecret(deps: { readonly inTransaction: InTransaction }) {
  return (
    officer: Officer,
    input: { readonly cardNumber: string; readonly kind: CardSecretKind },
  ): Promise<Outcome<string, CardSecretRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const { cardNumber, kind } = input;
      const attempt = await tx.attempts.findByCard(cardNumber);
      if (attempt === undefined) return refused('attempt-unknown');
      const secret = kind === 'can' ? attempt.can : attempt.puk;
      if (secret === undefined || !isInOffice(attempt)) return refused('not-in-office');
      const action = kind === 'can' ? 'card.produce' : 'card.hand-over';
      await tx.audit({ action, personId: attempt.personId, object: cardNumber, reason: `print ${kind}` });
      return ok(secret);
    });
}
