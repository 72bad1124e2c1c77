import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import {
  type AgentEvent,
  type CertificateEntry,
  type CertificateFolder,
  openCertificateFolder,
  openP12,
  startCounterAgent,
} from '../../adapters/agent/index.ts';
import { readFileWhole, writeFileWhole } from '../../files/index.ts';
import type { Clock } from '../../ports/index.ts';
import { askNewSecret, askSecret } from '../ask-secret.ts';
import { awaitStop } from '../await-stop.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { systemRandom } from '../office-folder.ts';
import { newOfficePassphrase, officePassphrase } from '../open-keys.ts';
import { makePcscReaders } from '../pcsc-readers.ts';

/** Passphrase of a `.p12` file, where nobody is at the terminal to type it. */
const P12_PASSPHRASE = 'PERMIT_P12_PASSPHRASE';

/** `permit-issuer agent`: relays between the readers of this PC and the service until it is told to stop. */
export async function agentCommand(
  output: CommandOutput,
  given: { readonly service: string; readonly p12: string },
): Promise<number> {
  requireService(given.service);
  const passphrase =
    process.env[P12_PASSPHRASE] ?? (await askSecret('Passphrase of the .p12 file', `set ${P12_PASSPHRASE}`));
  const stop = awaitStop();
  const agent = startCounterAgent({
    service: given.service,
    identity: openP12(await readFileWhole(given.p12), passphrase),
    readers: makePcscReaders(),
    log: (event) => logEvent(output, event),
  });
  await Promise.race([stop, agent.done]);
  await agent.stop();
  return EXIT.DONE;
}

/** One line to standard error for each event, which has no place for what went to a card. */
function logEvent({ json }: CommandOutput, event: AgentEvent): void {
  const text = json
    ? JSON.stringify(event)
    : Object.entries(event)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ');
  process.stderr.write(`${text}\n`);
}

function requireService(service: string): void {
  if (!URL.canParse(service) || new URL(service).protocol !== 'wss:') {
    throw new PermitError('SETTING_BAD', { detail: `--service: want wss://host:port, got ${service}` });
  }
}

export type CertificateChange =
  | { readonly kind: 'authority' }
  | { readonly kind: 'service'; readonly hosts: readonly string[]; readonly days: number }
  /** A later one for the same name renews it. */
  | { readonly kind: 'counter'; readonly name: string; readonly days: number; readonly out: string }
  | { readonly kind: 'revoke'; readonly which: string }
  | { readonly kind: 'list' };

/** `permit-issuer agent certificate …` */
export async function certificateCommand(
  output: CommandOutput,
  place: { readonly office: string; readonly clock: Clock },
  change: CertificateChange,
): Promise<number> {
  const folder = openCertificateFolder(agentsFolder(place.office), { clock: place.clock, random: systemRandom });
  const entries = await changed(folder, change);
  writeResult(output, { certificates: entries }, entries.map(describeEntry));
  return EXIT.DONE;
}

/** Where an office keeps the authority of its agents. */
export function agentsFolder(office: string): string {
  return join(office, 'agents');
}

async function changed(folder: CertificateFolder, change: CertificateChange): Promise<readonly CertificateEntry[]> {
  if (change.kind === 'list') return folder.list();
  if (change.kind === 'revoke') return folder.revoke(change.which);
  if (change.kind === 'authority') {
    await folder.found(await newOfficePassphrase(askNewSecret));
    return [];
  }
  const passphrase = await officePassphrase()();
  if (change.kind === 'service') return [await folder.issueService(change.hosts, { days: change.days, passphrase })];
  const p12Passphrase =
    process.env[P12_PASSPHRASE] ?? (await askNewSecret('Passphrase of the .p12 file', `set ${P12_PASSPHRASE}`));
  const { p12, entry } = await folder.issueAgent(change.name, { days: change.days, passphrase, p12Passphrase });
  await writeFileWhole(change.out, p12, 'owner');
  return [entry];
}

function describeEntry({ serial, kind, name, through, revokedAt }: CertificateEntry): string {
  const until = new Date(through * 1000).toISOString().slice(0, 10);
  return `${serial}  ${kind.padEnd(8)}${name}  ${revokedAt === undefined ? `through ${until}` : 'revoked'}`;
}
