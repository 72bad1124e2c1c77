import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { dateAt } from '@residence-permit/shared/plain-date';
import { type Authority, saveAuthority } from '../../authority/index.ts';
import {
  addDocumentSigner,
  openOfflineHalves,
  type Operation,
  type Packet,
  parseCeremonyPlan,
  renewCvca,
  renewRoot,
  renewVerifiers,
  rotateOnlineKeys,
  rotateRoot,
  type ShareRecord,
} from '../../ceremony/index.ts';
import { readFileWhole } from '../../files/index.ts';
import type { Clock } from '../../ports/index.ts';
import { askSecret, readRehearsalSecrets } from '../ask-secret.ts';
import { deliver, makeSteps, refuseExisting, transcriptOf, transcriptPaths } from '../ceremony-record.ts';
import type { CommandOutput } from '../command-output.ts';
import {
  ASK_OTHERWISE,
  broughtPlace,
  custodianTokens,
  newSecretOf,
  onceAsked,
  placeOf,
  secretOf,
} from '../custodian-places.ts';
import { openOffice, pathsOf, systemRandom, UTC_OFFSET_MINUTES } from '../office-folder.ts';
import { makeKeyOpener, makeOnlineKeys } from '../open-keys.ts';
import { publish } from './authority-commands.ts';

/** `permit-issuer ceremony recover`: enough custodians come together for one operation. */
export async function recoverCommand(request: {
  readonly output: CommandOutput;
  readonly office: string;
  readonly operation: Operation;
  /** Packet files. */
  readonly packets: readonly string[];
  readonly transcript: string;
  readonly secretsFile: string | undefined;
  readonly planFile: string;
  readonly issuingOffice: string | undefined;
  readonly cap: number | undefined;
  /** PKCS#11 URI of the token for a new online key; else it is a sealed file. */
  readonly keysOn: string | undefined;
  readonly clock: Clock;
}): Promise<number> {
  const { output, clock, operation } = request;
  refuseExisting(transcriptPaths(request.transcript));
  const paths = pathsOf(request.office);
  const plan = parseCeremonyPlan(await readFileWhole(request.planFile));
  const secrets = request.secretsFile === undefined ? undefined : await readRehearsalSecrets(request.secretsFile);
  const passphrase = onceAsked(() => secrets?.office ?? askSecret('Passphrase of the office', ASK_OTHERWISE));
  const { authority: before } = await openOffice(request.office, clock, makeKeyOpener(passphrase));
  const begun = clock();
  const steps = makeSteps(clock, false);
  const tokens = custodianTokens();
  const packets: Packet[] = [];
  const present: string[] = [];
  for (const path of request.packets) {
    const { name, place } = await broughtPlace(path, plan, (whose) => secretOf(secrets, whose), tokens);
    packets.push(await place.read());
    present.push(name);
    steps.announce(`opened the packet of ${name}`);
  }
  const ceremony = packets[0]?.ceremony ?? new Uint8Array(16);
  const halves = await openOfflineHalves(before, packets);
  steps.announce(`made the offline keys from ${packets.length} packets, in memory alone`);
  const setting = { authority: before, halves, now: clock(), announce: steps.announce };
  const { keysOn } = request;
  const keys = makeOnlineKeys({ folder: paths.authority, passphrase, random: systemRandom, keysOn });
  let authority: Authority;
  let shares: readonly ShareRecord[] = [];
  let named = toHex(ceremony);
  switch (operation) {
    case 'renew-root':
      authority = await renewRoot(setting);
      break;
    case 'renew-verifiers':
      authority = await renewVerifiers(setting, dateAt(clock(), UTC_OFFSET_MINUTES));
      break;
    case 'add-document-signer': {
      if (request.issuingOffice === undefined)
        throw new PermitError('SETTING_BAD', { detail: 'want --issuing-office' });
      const { issuingOffice: office, cap = plan.caps.document } = request;
      authority = await addDocumentSigner(setting, { office, cap, keys, random: systemRandom });
      break;
    }
    case 'rotate-online':
      authority = await rotateOnlineKeys(setting, keys);
      break;
    case 'rotate-root':
    case 'replace-cvca': {
      const today = dateAt(clock(), UTC_OFFSET_MINUTES);
      const from = operation === 'replace-cvca' ? await renewCvca(setting, today, systemRandom) : setting;
      const fresh = systemRandom(16);
      named = toHex(fresh);
      const places = plan.custodians.map((custodian) =>
        placeOf(custodian, request.planFile, newSecretOf(secrets), tokens),
      );
      ({ authority, shares } = await rotateRoot(from, { plan, places, ceremony: fresh, random: systemRandom }));
      break;
    }
  }
  await saveAuthority(paths.authority, authority);
  steps.announce('wrote the folder of the authority');
  await publish(await openOffice(request.office, clock, makeKeyOpener(passphrase)), paths.trust);
  steps.announce('published trust files');
  tokens.close();
  const transcript = transcriptOf({
    ceremony: named,
    shares,
    title: `Recovery: ${operation}`,
    authority,
    plan:
      shares.length > 0 ? plan : { ...plan, custodians: plan.custodians.filter(({ name }) => present.includes(name)) },
    begun,
    clock,
    dryRun: false,
    steps,
  });
  return deliver(output, transcript, request.transcript);
}
