import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { dateAt } from '@residence-permit/shared/plain-date';
import {
  type Authority,
  describeLocation,
  Ed25519Key,
  loadAuthority,
  locationOf,
  type MakeKeys,
  MasterKey,
  P256Key,
  plainKeyOpener,
  saveAuthority,
} from '../../authority/index.ts';
import {
  addDocumentSigner,
  closeTranscript,
  type CustodianPlan,
  describeKeep,
  type KeyCeremonyPlan,
  lastingFilesOf,
  makeHoldKeyCeremony,
  makeSealedMaster,
  memoryPlace,
  openOfflineHalves,
  type Operation,
  type Packet,
  type PacketPlace,
  parseCeremonyPlan,
  parseSealed,
  parseTranscript,
  printTranscript,
  publicKeysOf,
  renewRoot,
  renewVerifiers,
  rotateOnlineKeys,
  rotateRoot,
  sealedFilePlace,
  sha256Hex,
  type ShareRecord,
  tokenPlace,
  type Transcript,
  verifyTranscript,
} from '../../ceremony/index.ts';
import { readFileWhole, writeFileWhole } from '../../files/index.ts';
import { parsePkcs11Uri, type TokenPool } from '../../keys/index.ts';
import type { Clock } from '../../ports/index.ts';
import { askNewSecret, askSecret, readRehearsalSecrets, type RehearsalSecrets } from '../ask-secret.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { openOffice, pathsOf, systemRandom, UTC_OFFSET_MINUTES } from '../office-folder.ts';
import { makeKeyOpener, makeOnlineKeys } from '../open-keys.ts';
import { makeOfficeTerminals, publish } from './authority-commands.ts';

/** Label of the data object on a custodian's token, where the URI names none. */
const PACKET_LABEL = 'residence-permit packet';
const ASK_OTHERWISE = 'or name a file of passphrases with --secrets, for a rehearsal';

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
    dryRun ? memoryPlace(describeKeep(custodian.keeps)) : placeOf(custodian, request.planFile, newSecretOf(secrets), tokens),
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
  const transcript = transcriptOf({ ...held, title: 'Key ceremony', authority, plan, begun, clock, dryRun, steps });
  return deliver(output, transcript, dryRun ? undefined : request.transcript);
}

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
    case 'rotate-root': {
      const fresh = systemRandom(16);
      named = toHex(fresh);
      const places = plan.custodians.map((custodian) => placeOf(custodian, request.planFile, newSecretOf(secrets), tokens));
      ({ authority, shares } = await rotateRoot(setting, { plan, places, ceremony: fresh, random: systemRandom }));
      break;
    }
  }
  await saveAuthority(paths.authority, authority);
  steps.announce('wrote the folder of the authority');
  await publish(await openOffice(request.office, clock, makeKeyOpener(passphrase)), paths.trust);
  steps.announce('published trust files');
  const transcript = transcriptOf({
    ceremony: named,
    shares,
    title: `Recovery: ${operation}`,
    authority,
    plan:
      operation === 'rotate-root'
        ? plan
        : { ...plan, custodians: plan.custodians.filter(({ name }) => present.includes(name)) },
    begun,
    clock,
    dryRun: false,
    steps,
  });
  return deliver(output, transcript, request.transcript);
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

type Steps = { readonly announce: (did: string) => void; readonly done: Transcript['steps'] };

/** Shows each step in the room when it is done, and keeps it for the transcript. */
function makeSteps(clock: Clock, dryRun: boolean): Steps {
  const done: { at: string; did: string }[] = [];
  const announce = (did: string) => {
    done.push({ at: instantOf(clock()), did });
    process.stderr.write(`${dryRun ? 'DRY RUN ' : ''}[${done.length}] ${did}\n`);
  };
  return { announce, done };
}

function transcriptOf(parts: {
  readonly title: string;
  readonly ceremony: string;
  readonly authority: Authority;
  readonly plan: KeyCeremonyPlan;
  readonly shares: readonly ShareRecord[];
  readonly begun: number;
  readonly clock: Clock;
  readonly dryRun: boolean;
  readonly steps: Steps;
}): Transcript {
  const { plan, authority, dryRun } = parts;
  const keptOf = (key: object) => {
    const location = locationOf(key);
    return location === undefined ? 'memory' : describeLocation(location);
  };
  return closeTranscript({
    format: 'residence-permit transcript, version 1',
    dryRun,
    title: parts.title,
    ceremony: parts.ceremony,
    authority: authority.name,
    place: plan.place,
    begun: instantOf(parts.begun),
    ended: instantOf(parts.clock()),
    software: { version: '0.1.0', commit: commitOf(), node: process.version },
    participants: [
      ...plan.officers,
      ...plan.custodians.map(({ name }) => ({ role: 'custodian', name })),
      ...plan.witnesses.map((name) => ({ role: 'witness', name })),
    ],
    threshold: authority.bundleRoots.threshold,
    custodians: authority.bundleRoots.keys.length,
    steps: [...parts.steps.done],
    publicKeys: publicKeysOf(authority, keptOf),
    shares: [...parts.shares],
    files: lastingFilesOf(authority).map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes) })),
  });
}

/** Writes the transcript for the printer and for programs; a dry run shows it only. */
async function deliver(output: CommandOutput, transcript: Transcript, folder: string | undefined): Promise<number> {
  const text = printTranscript(transcript);
  if (folder !== undefined) {
    const [json = '', printed = ''] = transcriptPaths(folder);
    await writeFileWhole(json, `${JSON.stringify(transcript, undefined, 2)}\n`, 'everybody');
    await writeFileWhole(printed, text, 'everybody');
  }
  writeResult(output, transcript, [text]);
  return EXIT.DONE;
}

function transcriptPaths(folder: string): readonly string[] {
  return [join(folder, 'transcript.json'), join(folder, 'transcript.txt')];
}

/** @throws PermitError STORE_CONFLICT */
function refuseExisting(paths: readonly string[]): void {
  const found = paths.find((path) => existsSync(path));
  if (found !== undefined) throw new PermitError('STORE_CONFLICT', { detail: `${found} exists` });
}

type SecretOf = (name: string) => () => Promise<string>;

function placeOf({ name, keeps }: CustodianPlan, planFile: string, secretFor: SecretOf, tokens: Tokens): PacketPlace {
  const secret = secretFor(name);
  if (keeps.kind === 'token') return tokens.placeAt(keeps.uri, secret);
  const path = resolve(dirname(planFile), keeps.path);
  return sealedFilePlace({ path, name, passphrase: secret, random: systemRandom });
}

type Tokens = { placeAt(uri: string, pin: () => Promise<string>): PacketPlace; close(): void };

/** The custodians' tokens, each opened with its own PIN when it is first needed. */
function custodianTokens(): Tokens {
  const pools: TokenPool[] = [];
  return {
    placeAt(uri, pin) {
      const named = parsePkcs11Uri(uri);
      const pool = custodianPool(pin);
      pools.push(pool);
      const label = named.label ?? PACKET_LABEL;
      return tokenPlace({ description: uri, label, openToken: () => pool.tokenOf(named) });
    },
    close() {
      for (const pool of pools) pool.close();
    },
  };
}

/** A packet that a custodian has brought: a file, or the URI of a token. */
async function broughtPlace(
  where: string,
  plan: KeyCeremonyPlan,
  secretFor: SecretOf,
  tokens: Tokens,
): Promise<{ readonly name: string; readonly place: PacketPlace }> {
  if (!where.startsWith('pkcs11:')) {
    const { name } = parseSealed(await readFileWhole(where));
    return { name, place: sealedFilePlace({ path: where, name, passphrase: secretFor(name), random: systemRandom }) };
  }
  const known = plan.custodians.find(({ keeps }) => keeps.kind === 'token' && keeps.uri === where);
  const name = known?.name ?? where;
  return { name, place: tokens.placeAt(where, secretFor(name)) };
}

/** A new passphrase is asked for once and kept until the packet was read back. */
function newSecretOf(secrets: RehearsalSecrets | undefined): SecretOf {
  return (name) =>
    secrets === undefined
      ? onceAsked(() => askNewSecret(`Passphrase of ${name}`, ASK_OTHERWISE))
      : secretOf(secrets, name);
}

function secretOf(secrets: RehearsalSecrets | undefined, name: string): () => Promise<string> {
  if (secrets === undefined) return () => askSecret(`Passphrase of ${name}`, ASK_OTHERWISE);
  const secret = secrets.custodians[name];
  if (secret === undefined) throw new PermitError('SETTING_BAD', { detail: `--secrets: none for ${name}` });
  return () => Promise.resolve(secret);
}

function onceAsked(ask: () => string | Promise<string>): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => {
    asked ??= Promise.resolve(ask());
    return asked;
  };
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** The commit that this build was made from, where it runs from a checkout. */
function commitOf(): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}
