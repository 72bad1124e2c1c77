import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OFFICE_ID } from '../../builders/sample-offices.ts';
import type { SagaLab } from './saga-lab.ts';
import type { SagaPlace } from './saga-place.ts';

/**
 * What holds after every accident: the ledger adds up and agrees with the cards, the person has one live card, nothing is
 * active that was not checked, and every signature was made for a card of a decided case.
 */
export async function expectSound(lab: SagaLab, place: SagaPlace, cardNumber: string): Promise<void> {
  const { prisma } = lab.stores.database;
  const application = await prisma.application.findUniqueOrThrow({ where: { id: place.applicationId } });
  equal(application.state, 'CLOSED');
  const cards = await prisma.card.findMany({ where: { personId: application.personId }, include: { attempts: true } });
  const live = cards.filter(({ state }) => state === 'ACTIVE' || state === 'LOST_HOLD');
  deepEqual(
    live.map((card) => card.cardNumber),
    [cardNumber],
  );
  for (const card of cards.filter(({ state }) => state === 'ACTIVE')) {
    deepEqual(
      card.attempts.map(({ state, checkedBy, readBackAt }) => [state, checkedBy !== null, readBackAt !== null]),
      [['ACTIVE', true, true]],
    );
  }
  await expectLedger(
    lab,
    cards.map((card) => card.cardNumber),
    cardNumber,
  );
  await expectSignaturesDecided(lab);
}

/**
 * Each serial of those cards stands where its postings lead, and the one of the live card is with its holder. Other cases may
 * be under way beside this one.
 */
async function expectLedger(lab: SagaLab, cardNumbers: readonly string[], live: string): Promise<void> {
  const { prisma } = lab.stores.database;
  const serials = await prisma.stockSerial.findMany({
    where: { cardNumber: { in: [...cardNumbers] } },
    include: { postings: { orderBy: { id: 'asc' } } },
  });
  for (const { account, postings } of serials) {
    const way = postings.reduce((from, { fromAccount, toAccount }) => {
      equal(fromAccount, from);
      return toAccount;
    }, 'VAULT');
    equal(account, way);
  }
  deepEqual(
    serials.filter(({ cardNumber }) => cardNumber === live).map(({ account }) => account),
    ['HANDED_OVER'],
  );
}

/** When nothing is under way any more: as many serials are with holders as cards are active. */
export async function expectBalance(lab: SagaLab): Promise<void> {
  const active = await lab.stores.database.prisma.card.count({ where: { state: 'ACTIVE' } });
  const service = { accountId: undefined, officeId: OFFICE_ID };
  const counts = await lab.stores.inTransaction(service, (tx) => tx.stock.counts(OFFICE_ID));
  equal(counts.HANDED_OVER, active);
}

/** The journal of the signers names a card by its status place; each belongs to an attempt of a decided case. */
async function expectSignaturesDecided(lab: SagaLab): Promise<void> {
  const { prisma } = lab.stores.database;
  const folder = lab.office.paths.journal;
  const cards = await prisma.card.findMany({ include: { attempts: { include: { decision: true } } } });
  const decided = new Set(
    cards
      .filter(
        ({ attempts }) => attempts.every(({ decision }) => decision.outcome === 'APPROVED') && attempts.length > 0,
      )
      .map(({ statusUri, statusIndex }) => `card ${statusUri}#${statusIndex}`),
  );
  let signatures = 0;
  for (const name of await readdir(folder)) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      const signed = /card s\/\d+#\d+/.exec(line)?.[0];
      if (signed === undefined) continue;
      signatures += 1;
      ok(decided.has(signed), signed);
    }
  }
  ok(signatures > 0, 'signatures');
}
