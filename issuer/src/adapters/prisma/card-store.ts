import { LIST_SIZE, type QuarantineReason, type StatusPlace } from '../../register/index.ts';
import type { Card, CardStore } from '../../use-cases/ports/index.ts';
import {
  changed,
  named,
  fromDateColumn,
  fromInstantColumn,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { CardModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** So many draws that all hit a place that is taken say that the list is nearly full: the next one is opened. */
const DRAWS_PER_LIST = 8;

/** Cards in the database. Status lists are `statusBase` and a number, such as `s/1`. */
export function makeCardStore({ db, random, clock }: StoreContext, statusBase: string): CardStore {
  return {
    async plan({ permitId, personId, officeId, replaces, createdAt }) {
      const status = await drawPlace();
      const data = { cardNumber: await drawCardNumber(), permitId, personId, officeId, state: 'BLANK' };
      const row = await db.card.create({
        data: {
          ...data,
          statusUri: status.uri,
          statusIndex: status.index,
          replaces: replaces ?? null,
          createdAt: toInstantColumn(createdAt),
        },
      });
      return toCard(row);
    },
    async find(cardNumber) {
      const row = await db.card.findUnique({ where: { cardNumber } });
      return row === null ? undefined : toCard(row);
    },
    async ofPermit(permitId) {
      return (await db.card.findMany({ where: { permitId }, orderBy: { createdAt: 'asc' } })).map(toCard);
    },
    async save(before, change) {
      const { endorsement, quarantine } = change;
      const isStanding = change.state !== undefined && change.state !== before.state;
      const result = await db.card.updateMany({
        where: { cardNumber: before.cardNumber, version: before.version },
        data: {
          ...named({
            state: change.state,
            chipNumber: changed(change.chipNumber, toBytesColumn),
            deviceKey: changed(change.deviceKey, toBytesColumn),
            receiptKey: changed(change.receiptKey, toBytesColumn),
            reservedVersion: change.reservedVersion,
            endorsementVersion: endorsement?.version,
            windowFrom: changed(endorsement?.windowFrom, toDateColumn),
            endorsedThrough: changed(endorsement?.endorsedThrough, toDateColumn),
            quarantineReason: quarantine?.reason,
            quarantinedAt: changed(quarantine?.at, toInstantColumn),
          }),
          ...(isStanding ? { standingChangedAt: toInstantColumn(clock()) } : {}),
          version: before.version + 1,
        },
      });
      requireOne(result, `card ${before.cardNumber}`);
      return { ...before, ...change, version: before.version + 1 };
    },
  };

  /** A place that no card has or had, drawn at random so that it does not tell when the card was made. */
  async function drawPlace(): Promise<StatusPlace> {
    for (;;) {
      const newest = await db.statusListOpened.findFirst({ orderBy: { number: 'desc' } });
      const place = newest === null ? undefined : await drawPlaceIn(newest.uri);
      if (place !== undefined) return place;
      const number = (newest?.number ?? 0) + 1;
      // Two processes may open the same one at once; then it is open.
      await db.statusListOpened.createMany({ data: [{ number, uri: `${statusBase}${number}` }], skipDuplicates: true });
    }
  }

  async function drawPlaceIn(uri: string): Promise<StatusPlace | undefined> {
    for (let draw = 0; draw < DRAWS_PER_LIST; draw += 1) {
      const index = drawNumber(random) % LIST_SIZE;
      if ((await db.card.count({ where: { statusUri: uri, statusIndex: index } })) === 0) return { uri, index };
    }
    return undefined;
  }

  async function drawCardNumber(): Promise<string> {
    for (;;) {
      const cardNumber = String(1_000_000_000 + (drawNumber(random) % 9_000_000_000));
      if ((await db.card.count({ where: { cardNumber } })) === 0) return cardNumber;
    }
  }
}

export function toCard(row: CardModel): Card {
  const { cardNumber, permitId, personId, officeId, statusUri, statusIndex, version } = row;
  const { endorsementVersion, windowFrom, endorsedThrough, quarantineReason, quarantinedAt } = row;
  const isEndorsed = endorsementVersion !== null && windowFrom !== null && endorsedThrough !== null;
  return {
    cardNumber,
    permitId,
    personId,
    officeId,
    version,
    state: row.state as Card['state'],
    status: {
      uri: statusUri,
      index: statusIndex,
    },
    createdAt: fromInstantColumn(row.createdAt),
    ...present('chipNumber', row.chipNumber, same),
    ...present('deviceKey', row.deviceKey, same),
    ...present('receiptKey', row.receiptKey, same),
    ...present('reservedVersion', row.reservedVersion, same),
    ...present('replaces', row.replaces, same),
    ...(isEndorsed
      ? {
          endorsement: {
            version: endorsementVersion,
            windowFrom: fromDateColumn(windowFrom),
            endorsedThrough: fromDateColumn(endorsedThrough),
          },
        }
      : {}),
    ...(quarantineReason !== null && quarantinedAt !== null
      ? {
          quarantine: {
            reason: quarantineReason as QuarantineReason,
            at: fromInstantColumn(quarantinedAt),
          },
        }
      : {}),
  };
}

/** Five random bytes as a number: enough for ten digits, and far below 2^53. */
function drawNumber(random: StoreContext['random']): number {
  return random(5).reduce((value, byte) => value * 256 + byte, 0);
}
