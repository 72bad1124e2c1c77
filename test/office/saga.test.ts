import { type AuditFinding, makeSealEvents, verifyAudit } from '@residence-permit/issuer/adapters/audit';
import { withSession } from '@residence-permit/issuer/database';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';
import { seededRandom } from '../builders/seeded-random.ts';
import { expectBalance } from './saga/expect-sound.ts';
import { sagaLab, type SagaLab } from './saga/saga-lab.ts';
import type { KillAt } from './saga/saga-process.ts';

const STEPS = ['RESERVED', 'SIGNED', 'WRITING', 'WRITTEN', 'READ_BACK', 'QA_OK', 'HANDED_OVER', 'ACTIVE'];
const SEEDED_APDUS = 40;
/** So many commands an undisturbed way sends at least. */
const APDUS = 80;
const AT_ONCE = 2;
const TIMEOUT_MS = 900_000;

/** Every kill of CI; `npm run torture` has one at every commit and before every command. */
describe('a process that is killed between the decision and the active card', () => {
  let lab: SagaLab;
  let address: TestDatabase;
  beforeAll(async () => {
    address = await aDatabase();
    lab = await sagaLab(address);
  });
  afterAll(() => lab.close());

  async function killAtEach(kills: readonly KillAt[]): Promise<readonly boolean[]> {
    const results: boolean[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < kills.length; index = next++) {
        const kill = kills[index];
        if (kill !== undefined) results.push(await lab.isKilledAndGoesOn(kill));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return results;
  }

  test('goes on after every step', { timeout: TIMEOUT_MS }, async () => {
    const killed = await killAtEach(STEPS.map((state) => ({ what: 'step', state })));
    expect(killed).toEqual(STEPS.map(() => true));
  });

  test(`goes on before ${SEEDED_APDUS} seeded commands to the chip`, { timeout: TIMEOUT_MS }, async () => {
    const random = seededRandom('saga apdus');
    const kills = Array.from({ length: SEEDED_APDUS }, (): KillAt => {
      const [high = 0, low = 0] = random(2);
      return { what: 'apdu', count: 1 + ((high * 256 + low) % APDUS) };
    });
    expect(await killAtEach(kills)).toEqual(kills.map(() => true));
  });

  test('and in the end the ledger balances and the audit log of all of it holds', async () => {
    await expectBalance(lab);
    await makeSealEvents(lab.stores.database.pool)(new AbortController().signal);
    const findings: AuditFinding[] = [];
    const summary = await withSession({ url: address.auditorUrl, role: 'permit_auditor' }, (session) =>
      verifyAudit({
        session,
        keys: [],
        engine: nodeEd25519,
        lagLimitS: 300,
        witness: undefined,
        report: (finding) => void findings.push(finding),
      }),
    );
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ broken: 0 });
    expect(await lab.stores.database.prisma.auditLink.count()).toBeGreaterThan(STEPS.length);
  });
});
