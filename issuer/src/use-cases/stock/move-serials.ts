import { fromHex } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { decidePosting, type PostingRefusal } from '../../domain/stock/index.ts';
import type { SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from './on-stock.ts';

export type MoveSerialsRefusal =
  | RightRefusal
  | PostingRefusal
  | 'nothing-named'
  /** Another office's. */
  | 'serial-elsewhere'
  /** A serial that a card is made of moves with its card. */
  | 'serial-of-card';

/**
 * Accounts into which a person carries serials: blanks to the vault or the counter, and a missing one that turned up to
 * quarantine. Everything else follows from what is done to a card.
 */
export type CarriedAccount = 'VAULT' | 'COUNTER' | 'QUARANTINE';

/** Moves serials between the places where a person carries them: all of them or none. */
export function makeMoveSerials(deps: StockDeps) {
  return (
    by: SignedIn,
    input: {
      /** 20 hexadecimal digits each. */
      readonly serials: readonly string[];
      readonly to: CarriedAccount;
      readonly reason: string;
    },
  ): Promise<Outcome<{ readonly moved: number }, MoveSerialsRefusal>> =>
    onStock<{ readonly moved: number }, MoveSerialsRefusal>(
      deps,
      by,
      { action: 'stock.move' },
      async (tx, { officer, office, now, today: day }) => {
        const { to, reason } = input;
        const serials = [...new Set(input.serials)];
        if (serials.length === 0) return refused('nothing-named');
        const lastClosed = (await tx.stock.lastClosed(office.id))?.day;
        const decided = [];
        for (const serial of serials) {
          const found = await tx.stock.find(fromHex(serial));
          if (found !== undefined && found.officeId !== office.id) return refused('serial-elsewhere');
          if (found?.cardNumber !== undefined && found.account !== 'MISSING') return refused('serial-of-card');
          if (to === 'QUARANTINE' && found?.account !== 'MISSING') return refused('move-not-allowed');
          const order = { serial, to, reason, day, actorId: officer.accountId };
          const posting = decidePosting(order, { account: found?.account, lastClosed });
          if (!posting.ok) return posting;
          decided.push(posting.value);
        }
        for (const { serial, ...posting } of decided) {
          await tx.stock.post({ ...posting, chipNumber: fromHex(serial), officeId: office.id }, now);
        }
        await tx.audit({ action: 'stock.move', object: to, reason });
        return ok({ moved: decided.length });
      },
    );
}
