import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openCertificateFolder } from '@residence-permit/issuer/adapters/agent';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { openWork, type ServiceParts } from '@residence-permit/issuer/service';
import { formatTdate } from '@residence-permit/shared/plain-date';
import { SUPPLIER_MASTER_HEX } from '../builders/a-blank.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { DELIVERY } from './card-steps.ts';
import type { DemoPlaces } from './demo-places.ts';

/** The counter whose agent the demonstration runs. */
export const COUNTER = 'COUNTER-1';

/** Certificates of the counter and of the service outlive every demonstration. */
const CERTIFICATE_DAYS = 1800;

const TOOL = fileURLToPath(new URL('../permit-issuer.js', import.meta.resolve('@residence-permit/issuer/service')));
const random = (length: number) => new Uint8Array(randomBytes(length));

/** The office as it is shown and printed. */
const OFFICE = {
  id: OFFICE_ID,
  name: '示例市公安局东区分局',
  jurisdiction: DEFAULT_POLICY.jurisdiction,
  utcOffsetMinutes: 480,
  address: '示例市样本路 1 号',
  telephone: '000-0000',
  reviewBody: '示例市人民政府',
  court: '示例市人民法院',
} as const;

/** Holds the ceremony with test keys at that instant, and makes the key of a delivery of blanks. */
export async function holdDemoCeremony(places: DemoPlaces, at: number): Promise<void> {
  await mkdir(places.supplierKeys, { recursive: true, mode: 0o755 });
  await writeFile(`${places.supplierKeys}/${DELIVERY}.key`, `${SUPPLIER_MASTER_HEX}\n`, { mode: 0o600 });
  await writeFile(places.passphrase, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  const clock = `--clock=${formatTdate(at)}`;
  const args = [TOOL, 'ceremony', '--test-keys', '--json', clock, `--office=${places.office}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`permit-issuer ceremony: exit ${String(status)}`);
}

/** The authority of the agents, and the certificates of the service and of the counter, good from now on. */
export async function certifyCounter(places: DemoPlaces, passphrase: string): Promise<void> {
  const clock = () => Math.floor(Date.now() / 1000);
  const folder = openCertificateFolder(places.agents, { clock, random });
  const days = CERTIFICATE_DAYS;
  await folder.found(passphrase);
  await folder.issueService(['127.0.0.1', 'localhost'], { days, passphrase });
  const { p12 } = await folder.issueAgent(COUNTER, { days, passphrase, p12Passphrase: passphrase });
  await writeFile(places.counter, p12, { mode: 0o600 });
}

/** The office and the rules of its city, as `permit-issuer offices add` and `rules publish` enter them. */
export async function enterOffice(parts: ServiceParts): Promise<void> {
  const { inTransaction } = openWork(parts);
  const { jurisdiction, version } = DEFAULT_POLICY;
  await inTransaction({ accountId: undefined, officeId: 'operator' }, async (tx) => {
    await tx.offices.insert(OFFICE);
    await tx.audit({ action: 'office.add', object: OFFICE.id });
    await tx.policies.publish(DEFAULT_POLICY, parts.clock());
    await tx.audit({ action: 'policy.publish', object: `${jurisdiction}/${version}` });
  });
}
