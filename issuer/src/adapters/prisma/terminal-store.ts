import type { Terminal, TerminalCertificate, TerminalStore, TerminalUse } from '../../use-cases/ports/index.ts';
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
import type { TerminalCertificateModel, TerminalModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Terminals and their certificates in the database. */
export function makeTerminalStore({ db }: Pick<StoreContext, 'db'>): TerminalStore {
  return {
    async insert(terminal) {
      const { id, officeId, organisationId, mnemonic, state, purposes, sites, requestedBy, version } = terminal;
      await db.terminal.create({
        data: {
          id,
          officeId,
          organisationId,
          mnemonic,
          state,
          requestedBy,
          version,
          publicKey: toBytesColumn(terminal.publicKey),
          request: toBytesColumn(terminal.request),
          purposes: [...purposes],
          sites: [...sites],
          requestedAt: toInstantColumn(terminal.requestedAt),
        },
      });
    },
    async find(id) {
      const row = await db.terminal.findUnique({ where: { id } });
      return row === null ? undefined : toTerminal(row);
    },
    async findByReference(reference) {
      const row = await db.terminalCertificate.findUnique({ where: { reference }, include: { terminal: true } });
      return row === null ? undefined : toTerminal(row.terminal);
    },
    async save(before, change) {
      const { state, purposes, purposesVersion, sites, use, decidedBy, decidedAt, revokedBy, revokedAt, reason } =
        change;
      const version = before.version + 1;
      const data = {
        ...named({
          state,
          use,
          purposesVersion,
          decidedBy,
          revokedBy,
          reason,
          purposes: changed(purposes, (each) => [...each]),
          sites: changed(sites, (each) => [...each]),
          decidedAt: changed(decidedAt, toInstantColumn),
          revokedAt: changed(revokedAt, toInstantColumn),
        }),
        version,
      };
      const where = { id: before.id, version: before.version };
      requireOne(await db.terminal.updateMany({ where, data }), `terminal ${before.mnemonic}`);
      return { ...before, ...change, version };
    },
    async list(where, take) {
      const rows = await db.terminal.findMany({ where, orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }], take });
      return rows.map(toTerminal);
    },
    async newestCertificate(terminalId) {
      const row = await db.terminalCertificate.findFirst({ where: { terminalId }, orderBy: { sequence: 'desc' } });
      return row === null ? undefined : toCertificate(row);
    },
    async newestCertificates(terminalIds) {
      const rows = await db.terminalCertificate.findMany({
        where: { terminalId: { in: [...terminalIds] } },
        orderBy: { sequence: 'desc' },
        distinct: ['terminalId'],
      });
      return rows.map(toCertificate);
    },
    async insertCertificate({ reference, terminalId, sequence, certificate, purposesVersion, ...rest }) {
      const { dv, link, effective, expiry, issuedAt } = rest;
      const days = { effective: toDateColumn(effective), expiry: toDateColumn(expiry) };
      const row = { reference, terminalId, sequence, purposesVersion, certificate: toBytesColumn(certificate) };
      const chain = named({ dv: changed(dv, toBytesColumn), link: changed(link, toBytesColumn) });
      await db.terminalCertificate.create({ data: { ...row, ...chain, ...days, issuedAt: toInstantColumn(issuedAt) } });
    },
  };
}

function toTerminal(row: TerminalModel): Terminal {
  const { id, officeId, organisationId, mnemonic, publicKey, request, purposes, sites, requestedBy, version } = row;
  return {
    id,
    officeId,
    organisationId,
    mnemonic,
    publicKey,
    request,
    purposes,
    sites,
    requestedBy,
    version,
    state: row.state as Terminal['state'],
    requestedAt: fromInstantColumn(row.requestedAt),
    ...present('purposesVersion', row.purposesVersion, same),
    ...present('use', row.use, (use) => use as TerminalUse),
    ...present('decidedBy', row.decidedBy, same),
    ...present('decidedAt', row.decidedAt, fromInstantColumn),
    ...present('revokedBy', row.revokedBy, same),
    ...present('revokedAt', row.revokedAt, fromInstantColumn),
    ...present('reason', row.reason, same),
  };
}

function toCertificate({
  effective,
  expiry,
  issuedAt,
  dv,
  link,
  ...rest
}: TerminalCertificateModel): TerminalCertificate {
  const days = { effective: fromDateColumn(effective), expiry: fromDateColumn(expiry) };
  const chain = { ...present('dv', dv, same), ...present('link', link, same) };
  return { ...rest, ...chain, ...days, issuedAt: fromInstantColumn(issuedAt) };
}
