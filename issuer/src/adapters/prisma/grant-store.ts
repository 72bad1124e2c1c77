import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { isEntitlementGroup } from '@residence-permit/shared/entitlements';
import { PermitError } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { CardCarry, CarriedPart, GrantStore, PermitGrant } from '../../use-cases/ports/index.ts';
import {
  changed,
  fromDateColumn,
  fromInstantColumn,
  named,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { GrantModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

const RUNNING = ['GRANTED', 'ACTIVE'];

/** Grants in the database, the versions of their records, and what cards hold of them. */
export function makeGrantStore({ db }: Pick<StoreContext, 'db'>): GrantStore {
  return {
    async insert(grant) {
      const { id, permitId, grantor, dataGroup, kind, catalogueVersion, state, enteredBy, version } = grant;
      await db.grant.create({
        data: {
          id,
          permitId,
          grantor,
          dataGroup,
          kind,
          catalogueVersion,
          state,
          enteredBy,
          version,
          grantRef: toBytesColumn(grant.grantRef),
          fromDate: toDateColumn(grant.from),
          throughDate: toDateColumn(grant.through),
          useLimit: grant.limit ?? null,
          periodDays: grant.period ?? null,
          grade: grant.grade ?? null,
          instruction: toBytesColumn(grant.instruction),
          instructionRef: grant.reference,
          enteredAt: toInstantColumn(grant.enteredAt),
        },
      });
    },
    async find(id) {
      const row = await db.grant.findUnique({ where: { id } });
      return row === null ? undefined : toGrant(row);
    },
    async findByReference(grantor, instructionRef) {
      const row = await db.grant.findUnique({ where: { grantor_instructionRef: { grantor, instructionRef } } });
      return row === null ? undefined : toGrant(row);
    },
    async ofPermit(permitId) {
      const rows = await db.grant.findMany({ where: { permitId }, orderBy: [{ enteredAt: 'asc' }, { id: 'asc' }] });
      return rows.map(toGrant);
    },
    async save(before, change) {
      const { state, approvedBy, approvedAt } = change;
      const version = before.version + 1;
      const data = { ...named({ state, approvedBy, approvedAt: changed(approvedAt, toInstantColumn) }), version };
      requireOne(
        await db.grant.updateMany({ where: { id: before.id, version: before.version }, data }),
        `grant ${before.id}`,
      );
      return { ...before, ...change, version };
    },
    async endedBefore(officeId, day, limit) {
      const where = { state: { in: RUNNING }, throughDate: { lt: toDateColumn(day) }, permit: { officeId } };
      return (await db.grant.findMany({ where, orderBy: { id: 'asc' }, take: limit })).map(toGrant);
    },
    async findPermitId(number) {
      return (await db.permit.findUnique({ where: { number }, select: { id: true } }))?.id;
    },
    async records(permitId) {
      const rows = await db.grantorRecord.findMany({
        where: { permitId },
        orderBy: [{ dataGroup: 'asc' }, { grantor: 'asc' }],
      });
      return rows.map(({ dataGroup, grantor, version }) => ({ dataGroup, grantor, version }));
    },
    async raiseRecord(permitId, { dataGroup, grantor }) {
      const { version } = await db.grantorRecord.upsert({
        where: { permitId_dataGroup_grantor: { permitId, dataGroup, grantor } },
        create: { permitId, dataGroup, grantor, version: 1 },
        update: { version: { increment: 1 } },
      });
      return version;
    },
    async onCard(cardNumber) {
      const rows = await db.cardRecord.findMany({ where: { cardNumber } });
      return rows.map(({ dataGroup, grantor, version, writtenAt }) => {
        return { dataGroup, grantor, version, writtenAt: fromInstantColumn(writtenAt) };
      });
    },
    async noteOnCard(cardNumber, { dataGroup, grantor, version, at }) {
      const held = { version, writtenAt: toInstantColumn(at) };
      await db.cardRecord.upsert({
        where: { cardNumber_dataGroup_grantor: { cardNumber, dataGroup, grantor } },
        create: { cardNumber, dataGroup, grantor, ...held },
        update: held,
      });
    },
    async findCarry(cardNumber) {
      const row = await db.cardCarry.findUnique({ where: { cardNumber } });
      if (row === null) return undefined;
      const { permitId, carriedAt } = row;
      const grants = row.grants as unknown as Readonly<Record<string, readonly PartRow[]>>;
      const parts = Object.entries(grants).map(([id, rows]) => [id, rows.map(toPart)] as const);
      return { cardNumber, permitId, grants: Object.fromEntries(parts), carriedAt: fromInstantColumn(carriedAt) };
    },
    async insertCarry({ cardNumber, permitId, grants, carriedAt }: CardCarry) {
      const parts = Object.entries(grants).map(([id, each]) => [id, each.map(fromPart)] as const);
      const row = { cardNumber, permitId, carriedAt: toInstantColumn(carriedAt) };
      await db.cardCarry.create({ data: { ...row, grants: Object.fromEntries(parts) } });
    },
    async uses(grantId) {
      const rows = await db.grantUse.findMany({ where: { grantId } });
      return new Map(rows.map(({ period, used }) => [period, used]));
    },
  };
}

type PartRow = Omit<CarriedPart, 'grantRef' | 'from' | 'through'> & {
  readonly grantRef: string;
  readonly from: string;
  readonly through: string;
};

function fromPart({ grantRef, ...rest }: CarriedPart): PartRow {
  return { ...rest, grantRef: toHex(grantRef) };
}

function toPart({ grantRef, from, through, ...rest }: PartRow): CarriedPart {
  return { ...rest, grantRef: fromHex(grantRef), from: parsePlainDate(from), through: parsePlainDate(through) };
}

/** @throws PermitError STORE_FAILED for a data group that holds no entitlements */
export function toGrant(row: GrantModel): PermitGrant {
  const { id, grantRef, permitId, grantor, dataGroup, kind, catalogueVersion, enteredBy, instruction, version } = row;
  if (!isEntitlementGroup(dataGroup)) throw new PermitError('STORE_FAILED', { detail: `DG${dataGroup} of a grant` });
  return {
    id,
    grantRef,
    permitId,
    grantor,
    dataGroup,
    kind,
    catalogueVersion,
    enteredBy,
    instruction,
    version,
    state: row.state as PermitGrant['state'],
    from: fromDateColumn(row.fromDate),
    through: fromDateColumn(row.throughDate),
    reference: row.instructionRef,
    enteredAt: fromInstantColumn(row.enteredAt),
    ...present('limit', row.useLimit, same),
    ...present('period', row.periodDays, same),
    ...present('grade', row.grade, same),
    ...present('approvedBy', row.approvedBy, same),
    ...present('approvedAt', row.approvedAt, fromInstantColumn),
  };
}
