import { ROLES, type Role } from '@residence-permit/issuer/domain/rights';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT_ROWS } from './route-matrix/account-rows.ts';
import { CARD_ROWS } from './route-matrix/card-rows.ts';
import { CASE_ROWS } from './route-matrix/case-rows.ts';
import { expectedAnswer, type Sender, wantsProof } from './route-matrix/expected-answer.ts';
import { GRANT_ROWS } from './route-matrix/grant-rows.ts';
import { PERSON_ROWS } from './route-matrix/person-rows.ts';
import type { RouteRow } from './route-matrix/route-row.ts';
import { aServedOffice, type ServedOffice } from './route-matrix/served-office.ts';
import { type Answer, Session } from './route-matrix/session.ts';
import { SIDES } from './route-matrix/staff.ts';
import { STOCK_ROWS } from './route-matrix/stock-rows.ts';

const TABLES = [ACCOUNT_ROWS, PERSON_ROWS, GRANT_ROWS, STOCK_ROWS, CASE_ROWS, CARD_ROWS];
const ROWS: readonly (readonly [string, RouteRow])[] = TABLES.flatMap((rows) => Object.entries(rows));
/** The document of the API is served beside the routes that it is made of. */
const BESIDE = ['get /api/v1/openapi.json'];

/** Who sends a request: nobody, no role, each role at each side; where a proof of presence is wanted, without one and with it. */
function sendersOf(row: RouteRow): readonly Sender[] {
  const roles = ROLES.flatMap((role) =>
    SIDES.flatMap((side) => {
      const proofs = wantsProof(row, role) ? [false, true] : [false];
      return proofs.map((isProved): Sender => ({ kind: 'role', role, side, isProved }));
    }),
  );
  return [{ kind: 'nobody' }, { kind: 'without-role' }, ...roles];
}

describe('every route × every role × own, other, nobody', () => {
  let served: ServedOffice;
  beforeAll(async () => {
    served = await aServedOffice();
  });
  afterAll(() => served.close());

  test('has a row for each route of the service, and for nothing else', async () => {
    const known = [...ROWS.map(([route]) => route), ...BESIDE].toSorted();
    const mounted = served.routes.map(({ method, path }) => `${method} ${path}`);
    expect(known).toEqual([...mounted, ...BESIDE].toSorted());
    expect(mounted.length).toBeGreaterThan(100);
    const { body } = await new Session(served.url).send('get', '/api/v1/openapi.json');
    const { paths } = body as { readonly paths: Readonly<Record<string, object>> };
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.toSorted()).toEqual(known);
  });

  describe.each(ROWS)('%s', (route, row) => {
    const [method = ''] = route.split(' ');
    const isLetIn = (sender: Sender) => expectedAnswer(row, sender) === 'let-in';

    test('refuses everybody else by the code that says why, and nothing has come of it', async () => {
      const before = await served.state();
      const refused = sendersOf(row).filter((sender) => !isLetIn(sender));
      const answers = await Promise.all(refused.map(send));
      expect(refused.map((sender, at) => `${nameOf(sender)}: ${answers[at]?.code}`)).toEqual(
        refused.map((sender) => `${nameOf(sender)}: ${expectedAnswer(row, sender)}`),
      );
      for (const { status, code } of answers) expect(status).toBe(statusOf(row, code));
      expect(await served.state()).toEqual(before);
    });

    test('lets in who may', async () => {
      const allowed = sendersOf(row).filter(isLetIn);
      expect(allowed.length).toBeGreaterThan(0);
      const answers: string[] = [];
      for (const sender of allowed) {
        const { status, code } = await send(sender);
        answers.push(`${nameOf(sender)}: ${isInside(row, { status, code }) ? 'let-in' : `${status} ${code}`}`);
      }
      expect(answers).toEqual(allowed.map((sender) => `${nameOf(sender)}: let-in`));
    });

    async function send(sender: Sender): Promise<Answer> {
      const role = sender.kind === 'role' ? sender.role : undefined;
      const { path, ...content } = row.request(served.things, role);
      return (await sessionOf(sender)).send(method, path, { ...content, headers: groundOf(role) });
    }

    function groundOf(role: Role | undefined): Readonly<Record<string, string>> {
      const { purpose } = row;
      const stated = typeof purpose === 'object' && role !== undefined ? purpose[role] : purpose;
      return typeof stated === 'string' ? { 'Permit-Purpose': stated, 'Permit-Case': served.things.caseNumber } : {};
    }

    async function sessionOf(sender: Sender): Promise<Session> {
      if (sender.kind === 'nobody') return new Session(served.url);
      const { staff } = served;
      const actor = sender.kind === 'without-role' ? staff.withoutRole : staff.of(sender.role, sender.side);
      if (row.endsSession === true) return staff.signIn(actor.login);
      return sender.kind === 'role' && sender.isProved ? actor.proved : actor.unproved;
    }
  });
});

/** A success, or an answer that only the inside of the use case gives. */
function isInside(row: RouteRow, { status, code }: Pick<Answer, 'status' | 'code'>): boolean {
  if (code !== undefined) return row.behind?.includes(code) === true;
  return status < 300 || (row.mayBeUnready === true && status === 503);
}

/** A thing that is looked for at the caller's own office is not found there. */
function statusOf({ strange }: RouteRow, code: string | undefined): number {
  if (code === 'NOT_SIGNED_IN') return 401;
  return code === strange && strange?.endsWith('-unknown') === true ? 404 : 403;
}

function nameOf(sender: Sender): string {
  if (sender.kind !== 'role') return sender.kind;
  return `${sender.role} ${sender.side}${sender.isProved ? ' proved' : ''}`;
}
