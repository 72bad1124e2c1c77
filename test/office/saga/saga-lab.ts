import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBlankCard, openCard } from '@residence-permit/firmware-sim/card';
import { fileStorage } from '@residence-permit/firmware-sim/image';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import { SUPPLIER_MASTER } from '../../builders/a-blank.ts';
import { anApprovedCase, aPerson } from '../../builders/an-approved-case.ts';
import { anIdNumber } from '../../builders/invented-people.ts';
import { anOfficer } from '../../builders/an-officer.ts';
import { OFFICE_ID } from '../../builders/sample-offices.ts';
import { type StoreAddress, storesOver } from '../../builders/stores-over.ts';
import type { KillAt } from './saga-process.ts';
import { expectSound } from './expect-sound.ts';
import { runSaga } from './run-saga.ts';
import { NO_WATCH, openSaga, type SagaPlace } from './saga-place.ts';

/** The repository, whether this runs as source or as built. */
const ROOT = fileURLToPath(import.meta.url.slice(0, import.meta.url.lastIndexOf('/test/') + 1));
const random = (length: number) => new Uint8Array(randomBytes(length));
const clock = () => Math.floor(Date.now() / 1000);

/** An authority, a database and a stock, and cases that each get a chip of their own. */
export type SagaLab = Awaited<ReturnType<typeof sagaLab>>;

export async function sagaLab(address: StoreAddress) {
  const folder = mkdtempSync(join(tmpdir(), 'permit-saga-'));
  const at = (name: string) => join(folder, name);
  const ceremony = ['ceremony', '--test-keys', `--office=${at('office')}`];
  const held = spawnSync(process.execPath, [join(ROOT, 'issuer/bin/permit-issuer.js'), ...ceremony], {
    encoding: 'utf8',
  });
  if (held.status !== 0) throw new Error(held.stderr);
  const stores = await storesOver(address, { clock });
  const office = await openOffice(at('office'), clock);
  const officeMaster = await office.authority.openPersonalisationMaster();
  let cases = 0;

  return {
    stores,
    office,
    /** A decided case of a new person, with a chip in the stock and on the reader. */
    async newCase(): Promise<SagaPlace> {
      cases += 1;
      // Other cases may be made while this one waits.
      const order = cases;
      const [clerk, reviewer, producer] = [anOfficer(), anOfficer(), anOfficer()];
      const image = at(`${order}.card`);
      await takeIn(image);
      const person = await aPerson(stores, clerk, anIdNumber('1991-11-05', order));
      const place = {
        databaseUrl: address.url,
        keyStoreUrl: address.keyStoreUrl,
        keyFolder: stores.keyFolder,
        evidenceFolder: stores.evidenceFolder,
        officeFolder: at('office'),
        image,
        clerk,
        producer,
      };
      const application = await anApprovedCase(stores, { clerk, reviewer }, person);
      return { ...place, applicationId: application.id };
    },
    /** Runs a case in a process that ends itself there; true when it came that far. */
    async isKilledAt(place: SagaPlace, killAt: KillAt): Promise<boolean> {
      const program = join(ROOT, 'test/dist/office/saga/saga-process.js');
      const child = spawn(process.execPath, [program, JSON.stringify({ place, killAt })], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors += text;
      });
      child.stdout.resume();
      const [status, signal] = await new Promise<readonly [number | null, string | null]>((resolve) => {
        child.on('close', (code, by) => resolve([code, by]));
      });
      if (signal === 'SIGKILL') return true;
      if (status === 0) return false;
      throw new Error(errors);
    },
    /** Kills a process there, lets another one go on, and looks at everything that must hold; true when it was killed. */
    async isKilledAndGoesOn(killAt: KillAt): Promise<boolean> {
      const place = await this.newCase();
      const isKilled = await this.isKilledAt(place, killAt);
      const saga = await openSaga(place, NO_WATCH);
      try {
        await expectSound(this, place, await runSaga(saga, place));
      } finally {
        await saga.close();
      }
      return isKilled;
    },
    close: async () => {
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function takeIn(image: string): Promise<void> {
    const chipNumber = random(10);
    const supplierKeys = diversifyKeys(SUPPLIER_MASTER.expose(), chipNumber);
    const storage = fileStorage(image);
    createBlankCard({ kind: 'modern', supplierKeys, chipNumber, random, storage });
    const transport = inProcessTransport(openCard({ storage, random }));
    const register = makeMemoryRegister();
    const takeInChip = makeTakeInChip({ officeMaster, supplierMaster: SUPPLIER_MASTER, register, random, clock });
    const { chip } = await takeInChip({ transport, batch: 'test batch' });
    await stores.inTransaction(anOfficer(), (tx) =>
      tx.stock.takeIn([{ ...chip, officeId: OFFICE_ID, account: 'VAULT' }]),
    );
  }
}
