import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import {
  type Authority,
  Ed25519Key,
  loadAuthority,
  type MakeKeys,
  MasterKey,
  P256Key,
  plainKeyOpener,
  saveAuthority,
} from '../../authority/index.ts';
import {
  describeKeep,
  makeHoldKeyCeremony,
  makeSealedMaster,
  memoryPlace,
  parseCeremonyPlan,
  parseTranscript,
  printTranscript,
  verifyTranscript,
} from '../../ceremony/index.ts';
import { readFileWhole } from '../../files/index.ts';
import type { Clock } from '../../ports/index.ts';
import { askNewSecret, readRehearsalSecrets } from '../ask-secret.ts';
import { deliver, makeSteps, refuseExisting, transcriptOf, transcriptPaths } from '../ceremony-record.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { ASK_OTHERWISE, custodianTokens, newSecretOf, onceAsked, placeOf } from '../custodian-places.ts';
import { EXIT } from '../exit-status.ts';
import { openOffice, pathsOf, systemRandom } from '../office-folder.ts';
import { makeKeyOpener, makeOnlineKeys } from '../open-keys.ts';
import { makeOfficeTerminals, publish } from './authority-commands.ts';

/** `permit-issuer ceremony --plan`: the key ceremony of an authority. */
export async function holdCommand(request: {
  readonly output: CommandOutput;
  readonly office: string;
  readonly planFile: string;
  readonly transcript: string;
  readonly secretsFile: string | undefined;
  readonly dryRun: boolean;
  /** PKCS#11 URI of the token for the online keys; else they are sealed files. */
  readonly keysOn: string | undefined;
  readonly clock: Clock;
}): Promise<number> {
  const { output, dryRun, clock } = request;
  const paths = pathsOf(request.office);
  const plan = parseCeremonyPlan(await readFileWhole(request.planFile));
  if (!dryRun) refuseExisting([join(paths.authority, 'authority.json'), ...transcriptPaths(request.transcript)]);
  const secrets = request.secretsFile === undefined ? undefined : await readRehearsalSecrets(request.secretsFile);
  const passphrase = onceAsked(() => secrets?.office ?? askNewSecret('Passphrase of the office', ASK_OTHERWISE));
  const steps = makeSteps(clock, dryRun);
  const tokens = custodianTokens();
  const places = plan.custodians.map((custodian) =>
    dryRun
      ? memoryPlace(describeKeep(custodian.keeps))
      : placeOf(custodian, request.planFile, newSecretOf(secrets), tokens),
  );
  const sealed = { folder: paths.authority, passphrase, random: systemRandom };
  const keys: MakeKeys<Ed25519Signer> = dryRun ? MEMORY_KEYS : makeOnlineKeys({ ...sealed, keysOn: request.keysOn });
  const begun = clock();
  const held = await makeHoldKeyCeremony({ random: systemRandom, clock, keys, places, announce: steps.announce })(plan);
  const openPersonalisationMaster = dryRun
    ? () => Promise.resolve(new MasterKey(systemRandom(16)))
    : await makeSealedMaster(sealed);
  const authority: Authority = { ...held.authority, openPersonalisationMaster };
  if (!dryRun) {
    await saveAuthority(paths.authority, authority);
    steps.announce('wrote the folder of the authority, without offline keys');
    const office = await openOffice(request.office, clock, makeKeyOpener(passphrase));
    await makeOfficeTerminals(office);
    await publish(office, paths.trust);
    steps.announce('published the first trust files');
  }
  tokens.close();
  const transcript = transcriptOf({ ...held, title: 'Key ceremony', authority, plan, begun, clock, dryRun, steps });
  return deliver(output, transcript, dryRun ? undefined : request.transcript);
}

/** `permit-issuer ceremony verify-transcript`. */
export async function verifyTranscriptCommand(output: CommandOutput, office: string, file: string): Promise<number> {
  const { authority: folder } = pathsOf(office);
  const transcript = parseTranscript(new TextDecoder().decode(await readFileWhole(file)));
  const printed = join(dirname(file), 'transcript.txt');
  if (existsSync(printed) && new TextDecoder().decode(await readFileWhole(printed)) !== printTranscript(transcript)) {
    throw new PermitError('TRANSCRIPT_BAD', { detail: `${printed} says something else` });
  }
  const authority = await loadAuthority(folder, plainKeyOpener);
  const { files, keys } = await verifyTranscript({ transcript, folder, authority });
  writeResult(output, { sha256: transcript.sha256, ceremony: transcript.ceremony, files, keys }, [
    `the transcript is whole: ${transcript.sha256}`,
    `${files} files and ${keys} public keys are as it says`,
    'compare the hash with the signed paper',
  ]);
  return EXIT.DONE;
}

const MEMORY_KEYS: MakeKeys<Ed25519Signer> = {
  ed25519: () => Promise.resolve(Ed25519Key.generate(systemRandom)),
  p256: () => Promise.resolve(P256Key.generate(systemRandom)),
};
