import type {
  Application,
  ApplicationStore,
  Decision,
  DecisionReason,
  Fact,
  QueueLine,
} from '../../use-cases/ports/index.ts';
import type { ServiceClass } from '@residence-permit/shared/records';
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
import type { ApplicationModel } from './generated/models.ts';
import { type Prisma } from './generated/client.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Applications, their facts and decisions in the database. */
export function makeApplicationStore({ db, keys }: StoreContext): ApplicationStore {
  const valuePlace = (rowId: string) => ({ table: 'application_fact', column: 'value_sealed', rowId });
  const proxyPlace = (rowId: string) => ({ table: 'application', column: 'proxy_sealed', rowId });

  const toApplication = async (row: ApplicationModel): Promise<Application> => {
    const { proxySealed } = row;
    const proxy =
      proxySealed === null
        ? undefined
        : await keys.use(row.keyId, (key) => JSON.parse(key.openText(proxyPlace(row.id), proxySealed)) as unknown);
    return { ...fromRow(row), ...(proxy === undefined ? {} : { proxy: proxy as NonNullable<Application['proxy']> }) };
  };

  return {
    async nextNumber(officeId, year) {
      const { lastCase } = await db.office.update({
        where: { id: officeId },
        data: { lastCase: { increment: 1 } },
        select: { lastCase: true },
      });
      return `${officeId.toUpperCase()}-${year}-${String(lastCase).padStart(6, '0')}`;
    },
    async insert(application) {
      const { proxy, id, keyId } = application;
      const proxySealed =
        proxy === undefined
          ? null
          : await keys.use(keyId, (key) => toBytesColumn(key.sealText(proxyPlace(id), JSON.stringify(proxy))));
      await db.application.create({ data: { ...toRow(application), proxySealed } });
    },
    async find(id) {
      const row = await db.application.findUnique({ where: { id } });
      return row === null ? undefined : toApplication(row);
    },
    async save(before, change) {
      const data = { ...toChange(change), version: before.version + 1 };
      const result = await db.application.updateMany({ where: { id: before.id, version: before.version }, data });
      requireOne(result, `case ${before.number}`);
      return { ...before, ...change, version: before.version + 1 };
    },
    async release(before) {
      const { takenBy: _by, takenAt: _at, ...rest } = before;
      const where = { id: before.id, version: before.version };
      const data = { takenBy: null, takenAt: null, version: before.version + 1 };
      requireOne(await db.application.updateMany({ where, data }), `case ${before.number}`);
      return { ...rest, version: before.version + 1 };
    },
    async ofPerson(personId) {
      const rows = await db.application.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } });
      return Promise.all(rows.map(toApplication));
    },
    async queue({ officeId, states, limit, order, after }) {
      const rows = await db.application.findMany({
        where: { officeId, state: { in: [...states] } },
        select: { ...QUEUE_COLUMNS, person: { select: { name: true, isSealed: true } } },
        orderBy: order === 'due-first' ? [{ dueOn: 'asc' }, { number: 'asc' }] : { number: 'desc' },
        take: limit,
        ...(after === undefined ? {} : { cursor: { number: after }, skip: 1 }),
      });
      return rows.map(({ person, ...row }) => ({
        ...toQueueLine(row),
        ...(person.isSealed ? {} : { personName: person.name }),
      }));
    },
    async facts({ id: applicationId, keyId }) {
      const rows = await db.applicationFact.findMany({ where: { applicationId }, orderBy: { saidAt: 'asc' } });
      if (rows.length === 0) return [];
      return keys.use(keyId, (key) =>
        rows.map(
          ({ id, name, valueSealed, saidBy, reporterId, evidenceId, saidAt }): Fact => ({
            id,
            name,
            value: key.openText(valuePlace(id), valueSealed),
            saidBy: saidBy as Fact['saidBy'],
            saidAt: fromInstantColumn(saidAt),
            ...present('reporterId', reporterId, same),
            ...present('evidenceId', evidenceId, same),
          }),
        ),
      );
    },
    async addFacts({ id: applicationId, keyId }, facts) {
      if (facts.length === 0) return;
      const data = await keys.use(keyId, (key) =>
        facts.map(({ id, name, value, saidBy, reporterId, evidenceId, saidAt }) => ({
          id,
          applicationId,
          name,
          valueSealed: toBytesColumn(key.sealText(valuePlace(id), value)),
          saidBy,
          saidAt: toInstantColumn(saidAt),
          reporterId: reporterId ?? null,
          evidenceId: evidenceId ?? null,
        })),
      );
      await db.applicationFact.createMany({ data });
    },
    async insertDecision(decision) {
      const { reasons, decidedAt, serviceClass, secondId, ...rest } = decision;
      await db.decision.create({
        data: {
          ...rest,
          reasons: reasons,
          decidedAt: toInstantColumn(decidedAt),
          serviceClass: serviceClass ?? null,
          secondId: secondId ?? null,
        },
      });
    },
    async findDecision(applicationId) {
      const row = await db.decision.findFirst({ where: { applicationId }, orderBy: { decidedAt: 'desc' } });
      if (row === null) return undefined;
      const { outcome, reasons, serviceClass, secondId, decidedAt, ...rest } = row;
      return {
        ...rest,
        outcome: outcome as Decision['outcome'],
        reasons: reasons as unknown as readonly DecisionReason[],
        decidedAt: fromInstantColumn(decidedAt),
        ...present('serviceClass', serviceClass, (value) => value as ServiceClass),
        ...present('secondId', secondId, same),
      };
    },
  };
}

const QUEUE_COLUMNS = {
  id: true,
  number: true,
  kind: true,
  state: true,
  dueOn: true,
  waitingSince: true,
  takenBy: true,
  takenAt: true,
} as const;

type QueueRow = Pick<ApplicationModel, keyof typeof QUEUE_COLUMNS>;

function toQueueLine({
  id,
  number,
  kind,
  state,
  dueOn,
  waitingSince,
  takenBy,
  takenAt,
}: QueueRow): Omit<QueueLine, 'personName'> {
  return {
    id,
    number,
    kind: kind as Application['kind'],
    state: state as Application['state'],
    ...present('dueOn', dueOn, fromDateColumn),
    ...present('waitingSince', waitingSince, fromInstantColumn),
    ...present('takenBy', takenBy, same),
    ...present('takenAt', takenAt, fromInstantColumn),
  };
}

function fromRow(row: ApplicationModel): Application {
  const { officeId, personId, keyId, door, enteredBy, createdAt, policyVersion, eligibility, isOwnError, version } =
    row;
  return {
    ...toQueueLine(row),
    officeId,
    personId,
    keyId,
    door: door as Application['door'],
    enteredBy,
    createdAt: fromInstantColumn(createdAt),
    policyVersion,
    isOwnError,
    version,
    ...present('permitId', row.permitId, same),
    ...present('submittedAt', row.submittedAt, fromInstantColumn),
    ...present('acceptedAt', row.acceptedAt, fromInstantColumn),
    ...present('extendedFor', row.extendedFor, same),
    ...present('supplementAt', row.supplementAt, fromInstantColumn),
    ...present('supplement', row.supplement, (value) => value as unknown as NonNullable<Application['supplement']>),
    ...present('organisationId', row.organisationId, same),
    ...(eligibility === null ? {} : { eligibility }),
  };
}

function toRow(application: Application) {
  const { id, number, officeId, personId, keyId, enteredBy, createdAt, version, kind, door, policyVersion } =
    application;
  return {
    id,
    number,
    officeId,
    personId,
    keyId,
    enteredBy,
    version,
    kind,
    door,
    policyVersion,
    isOwnError: application.isOwnError,
    organisationId: application.organisationId ?? null,
    createdAt: toInstantColumn(createdAt),
    state: application.state,
    ...toChange(application),
  };
}

function toChange(change: Partial<Application>) {
  return named({
    state: change.state,
    permitId: change.permitId,
    submittedAt: changed(change.submittedAt, toInstantColumn),
    acceptedAt: changed(change.acceptedAt, toInstantColumn),
    dueOn: changed(change.dueOn, toDateColumn),
    extendedFor: change.extendedFor,
    supplementAt: changed(change.supplementAt, toInstantColumn),
    supplement: changed(change.supplement, (value) => value as unknown as Prisma.InputJsonValue),
    waitingSince: changed(change.waitingSince, toInstantColumn),
    eligibility: changed(change.eligibility, (value) => value as Prisma.InputJsonValue),
    takenBy: change.takenBy,
    takenAt: changed(change.takenAt, toInstantColumn),
  });
}
