import type { Ground, ServiceClass } from '@residence-permit/shared/records';
import type { EndorsementMade, Permit, PermitStore } from '../../use-cases/ports/index.ts';
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
import type { EndorsementModel, PermitModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** What becomes of a grant whose permit ended; the others are over already. */
const ENDS_AS = { PROPOSED: 'DECLINED', GRANTED: 'REVOKED', ACTIVE: 'REVOKED' } as const;

/** Permits and their endorsements in the database. */
export function makePermitStore({ db }: StoreContext): PermitStore {
  return {
    async nextNumber(officeId, year) {
      const { lastPermit } = await db.office.update({
        where: { id: officeId },
        data: { lastPermit: { increment: 1 } },
        select: { lastPermit: true },
      });
      return `${officeId.toUpperCase()}-P-${year}-${String(lastPermit).padStart(6, '0')}`;
    },
    async insert(permit) {
      const { endorsedThrough, terminatedFor, grounds, permitRef, issuedOn, residenceSince, ...rest } = permit;
      await db.permit.create({
        data: {
          ...rest,
          permitRef: toBytesColumn(permitRef),
          issuedOn: toDateColumn(issuedOn),
          residenceSince: toDateColumn(residenceSince),
          grounds: [...grounds],
          endorsedThrough: endorsedThrough === undefined ? null : toDateColumn(endorsedThrough),
          terminatedFor: terminatedFor ?? null,
        },
      });
    },
    async find(id) {
      const row = await db.permit.findUnique({ where: { id } });
      return row === null ? undefined : toPermit(row);
    },
    async findInForce(personId) {
      const row = await db.permit.findFirst({ where: { personId, state: 'IN_FORCE' } });
      return row === null ? undefined : toPermit(row);
    },
    async save(before, { terminatedAt, ...change }) {
      const result = await db.permit.updateMany({
        where: { id: before.id, version: before.version },
        data: {
          ...named({
            state: change.state,
            serviceClass: change.serviceClass,
            portraitId: change.portraitId,
            issuedOn: changed(change.issuedOn, toDateColumn),
            residenceSince: changed(change.residenceSince, toDateColumn),
            continuousMonths: change.continuousMonths,
            grounds: changed(change.grounds, (grounds) => [...grounds]),
            endorsedThrough: changed(change.endorsedThrough, toDateColumn),
            terminatedFor: change.terminatedFor,
            terminatedAt: changed(terminatedAt, toInstantColumn),
          }),
          version: before.version + 1,
        },
      });
      requireOne(result, `permit ${before.number}`);
      return { ...before, ...change, version: before.version + 1 };
    },
    async restore(before) {
      const { terminatedFor: _ground, ...rest } = before;
      const version = before.version + 1;
      const data = { state: 'IN_FORCE', terminatedFor: null, terminatedAt: null, version };
      const result = await db.permit.updateMany({ where: { id: before.id, version: before.version }, data });
      requireOne(result, `permit ${before.number}`);
      return { ...rest, state: 'IN_FORCE', version };
    },
    async insertEndorsement({ lapse, windowFrom, endorsedThrough, at, applicationId, ...rest }) {
      await db.endorsement.create({
        data: {
          ...rest,
          applicationId: applicationId ?? null,
          windowFrom: toDateColumn(windowFrom),
          endorsedThrough: toDateColumn(endorsedThrough),
          at: toInstantColumn(at),
          lapsedFrom: lapse === undefined ? null : toDateColumn(lapse.from),
          lapsedThrough: lapse === undefined ? null : toDateColumn(lapse.through),
          lapseRule: lapse?.rule ?? null,
        },
      });
    },
    async endorsements(permitId) {
      const rows = await db.endorsement.findMany({ where: { permitId }, orderBy: [{ at: 'asc' }, { version: 'asc' }] });
      return rows.map(toEndorsement);
    },
    async endGrants(permitId) {
      const rows = await db.grant.findMany({ where: { permitId, state: { in: Object.keys(ENDS_AS) } } });
      const ended = rows.map(({ id: grantId, state }) => {
        const from = state as keyof typeof ENDS_AS;
        return { grantId, from, to: ENDS_AS[from] };
      });
      for (const { grantId: id, from, to } of ended) {
        const change = { where: { id, state: from }, data: { state: to, version: { increment: 1 } } };
        requireOne(await db.grant.updateMany(change), `grant ${id}`);
      }
      return ended;
    },
  };
}

function toPermit(row: PermitModel): Permit {
  const { id, number, personId, officeId, continuousMonths, portraitId, version } = row;
  return {
    id,
    number,
    personId,
    officeId,
    continuousMonths,
    portraitId,
    version,
    permitRef: row.permitRef,
    state: row.state as Permit['state'],
    issuedOn: fromDateColumn(row.issuedOn),
    residenceSince: fromDateColumn(row.residenceSince),
    grounds: row.grounds as Ground[],
    serviceClass: row.serviceClass as ServiceClass,
    ...present('endorsedThrough', row.endorsedThrough, fromDateColumn),
    ...present('terminatedFor', row.terminatedFor, same),
  };
}

function toEndorsement(row: EndorsementModel): EndorsementMade {
  const { id, permitId, cardNumber, version, isLate, lapsedFrom, lapsedThrough } = row;
  const lapse =
    lapsedFrom === null || lapsedThrough === null
      ? {}
      : {
          lapse: {
            from: fromDateColumn(lapsedFrom),
            through: fromDateColumn(lapsedThrough),
            rule: row.lapseRule === 'RESET' ? ('RESET' as const) : ('PAUSE' as const),
          },
        };
  return {
    id,
    permitId,
    cardNumber,
    version,
    isLate,
    windowFrom: fromDateColumn(row.windowFrom),
    endorsedThrough: fromDateColumn(row.endorsedThrough),
    at: fromInstantColumn(row.at),
    ...present('applicationId', row.applicationId, same),
    ...lapse,
  };
}
