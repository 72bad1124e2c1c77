import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment } from '../builders/an-instruction.ts';
import { accept, anOffice, DEMO_AT } from '../builders/an-office.ts';
import { type GrantWork, grantWork } from '../builders/grant-work.ts';
import { type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const DAY = 86_400;
const TWO_YEARS = 730 * DAY;

describe('the key of a department', () => {
  let stores: OfficeStores;
  let work: GrantWork;
  let now = DEMO_AT;
  const clerk = aSignedIn(['clerk'], { ground: { purpose: 'counter-service' } });
  const [chief, deputy] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];

  beforeAll(async () => {
    stores = await officeStores({ clock: () => now });
    work = grantWork(stores, await anOffice());
  });
  afterAll(() => stores.close());

  async function aKey(order: number, expiresAt?: number) {
    const department = aDepartment(order);
    const until = expiresAt === undefined ? {} : { expiresAt };
    accept(await work.registerKey(chief, { grantor: 'labour', publicKey: department.publicKey, ...until }));
    const { keyId } = accept(await work.confirmKey(deputy, { keyId: department.keyId }));
    return { ...department, keyId };
  }
  /** What becomes of an instruction about a permit that there is not: the key comes first. */
  async function tried({ instruct }: Pick<ReturnType<typeof aDepartment>, 'instruct'>): Promise<string> {
    const days = { from: '2026-01-01', through: '2026-12-31' };
    const content = { kind: 'job-service', reference: 'keys-1', permitNumber: 'NO-SUCH-PERMIT', ...days };
    const entered = await work.enter(clerk, { instruction: await instruct(content) });
    return entered.ok ? 'entered' : entered.refusal;
  }

  test('signs until the second at which it expires, and not from then on', async () => {
    const department = await aKey(31, DEMO_AT + DAY);
    expect(await tried(department)).toBe('permit-not-found');
    now = DEMO_AT + DAY - 1;
    expect(await tried(department)).toBe('permit-not-found');
    now = DEMO_AT + DAY;
    expect(await tried(department)).toBe('key-not-good');
    now = DEMO_AT;
  });

  test('is good for two years where nobody says less, and for no longer', async () => {
    const { keyId } = await aKey(32);
    const keys = accept(await work.listKeys(chief));
    expect(keys.find((key) => key.keyId === keyId)?.expiresAt).toBe(DEMO_AT + TWO_YEARS);
    const { publicKey } = aDepartment(33);
    for (const expiresAt of [DEMO_AT, DEMO_AT - DAY, DEMO_AT + TWO_YEARS + 1]) {
      const register = work.registerKey(chief, { grantor: 'labour', publicKey, expiresAt });
      expect(await register).toMatchObject({ refusal: 'expiry-bad' });
    }
  });

  test('lives no longer in the database either, and nobody puts its end off', async () => {
    const { keyId } = await aKey(34, DEMO_AT + DAY);
    const { pool } = stores.database;
    const later = `UPDATE department_key SET expires_at = expires_at + interval '1 day' WHERE key_id = $1`;
    await expect(pool.query(later, [keyId])).rejects.toMatchObject({ code: '42501' });
    const longer = pool.query(
      `INSERT INTO department_key (key_id, grantor, public_key, proposed_by, proposed_at, expires_at)
       VALUES ('0123456789abcdef', 'labour', decode(repeat('07', 32), 'hex'), gen_random_uuid(), now(), now() + interval '731 days')`,
    );
    await expect(longer).rejects.toMatchObject({ constraint: 'department_key_expires' });
  });
});
