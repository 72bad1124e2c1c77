import type { ReportClaim, ReportLine, ReportStore, ThirdPartyReport } from '../../use-cases/ports/index.ts';
import type { PersonKey } from '../privacy/index.ts';
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
import type { ThirdPartyReportModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** States in which a report waits for somebody. */
const WAITING = ['RECEIVED', 'VALIDATED', 'MATCHED', 'NEW', 'CONFLICT', 'CONFIRMED', 'DISPUTED'];

const LINE = {
  id: true,
  subject: true,
  state: true,
  happenedOn: true,
  dueOn: true,
  isLate: true,
  filedAt: true,
} as const;

/** Reports of third parties in the database; what they say of somebody is sealed. */
export function makeReportStore({ db, keys }: Pick<StoreContext, 'db' | 'keys'>): ReportStore {
  return {
    async insert({ claim, happenedOn, dueOn, filedAt, personId, ...rest }) {
      const { id, officeId, organisationId, reporter, subject, state, keyId, isLate, filedBy, version } = rest;
      const claimSealed = await keys.use(keyId, (key) =>
        toBytesColumn(key.sealText(placeOf(id), JSON.stringify(claim))),
      );
      const dates = {
        happenedOn: toDateColumn(happenedOn),
        dueOn: toDateColumn(dueOn),
        filedAt: toInstantColumn(filedAt),
      };
      const data = { id, officeId, organisationId, reporter, subject, state, keyId, isLate, filedBy, version };
      await db.thirdPartyReport.create({ data: { ...data, ...dates, claimSealed, personId: personId ?? null } });
    },
    async find(id) {
      const row = await db.thirdPartyReport.findUnique({ where: { id } });
      return row === null ? undefined : keys.use(row.keyId, (key) => toReport(row, key));
    },
    async save(before, change) {
      const { state, decidedBy, decidedAt, reason } = change;
      const data = named({ state, decidedBy, reason, decidedAt: changed(decidedAt, toInstantColumn) });
      const where = { id: before.id, version: before.version };
      const version = before.version + 1;
      requireOne(await db.thirdPartyReport.updateMany({ where, data: { ...data, version } }), 'the report');
      return { ...before, ...change, version };
    },
    async ofPerson(personId) {
      const rows = await db.thirdPartyReport.findMany({ where: { personId }, orderBy: { filedAt: 'asc' } });
      return Promise.all(rows.map((row) => keys.use(row.keyId, (key) => toReport(row, key))));
    },
    async ofOrganisation(organisationId, limit) {
      const where = { organisationId };
      const rows = await db.thirdPartyReport.findMany({
        where,
        select: LINE,
        orderBy: { filedAt: 'desc' },
        take: limit,
      });
      return rows.map(toLine);
    },
    async waiting(officeId, limit) {
      const where = { officeId, state: { in: WAITING } };
      const rows = await db.thirdPartyReport.findMany({
        where,
        select: LINE,
        orderBy: { filedAt: 'asc' },
        take: limit,
      });
      return rows.map(toLine);
    },
  };
}

function placeOf(rowId: string) {
  return { table: 'third_party_report', column: 'claim_sealed', rowId };
}

function toLine(row: Pick<ThirdPartyReportModel, keyof typeof LINE>): ReportLine {
  return {
    id: row.id,
    subject: row.subject as ReportLine['subject'],
    state: row.state as ReportLine['state'],
    happenedOn: fromDateColumn(row.happenedOn),
    dueOn: fromDateColumn(row.dueOn),
    isLate: row.isLate,
    filedAt: fromInstantColumn(row.filedAt),
  };
}

function toReport(row: ThirdPartyReportModel, key: PersonKey): ThirdPartyReport {
  const { officeId, organisationId, keyId, filedBy, version } = row;
  return {
    ...toLine(row),
    officeId,
    organisationId,
    keyId,
    filedBy,
    version,
    reporter: row.reporter as ThirdPartyReport['reporter'],
    claim: JSON.parse(key.openText(placeOf(row.id), row.claimSealed)) as ReportClaim,
    ...present('personId', row.personId, same),
    ...present('decidedBy', row.decidedBy, same),
    ...present('decidedAt', row.decidedAt, fromInstantColumn),
    ...present('reason', row.reason, same),
  };
}
