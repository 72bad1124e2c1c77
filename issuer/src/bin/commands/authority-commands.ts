import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { type CvCertificate, decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import type { Outcome } from '@residence-permit/shared/outcome';
import { compareDates, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { findPurpose } from '@residence-permit/shared/purposes';
import {
  type CeremonyPlan,
  type DvName,
  findTerminal,
  makeHoldCeremony,
  type IssuedTerminal,
  makeIssueTerminal,
  OFFICE_RIGHTS,
  renewDvs,
  renewRootFile,
  rightsFor,
  saveAuthority,
  saveTerminal,
  type TerminalFiles,
  type TerminalPlan,
  type TerminalRefusal,
  TEST_PLAN,
} from '../../authority/index.ts';
import type { Clock } from '../../ports/index.ts';
import {
  BUNDLE_LIFE_DAYS,
  standingsOfRegister,
  STATUS_LIFE_DAYS,
  type TrustFiles,
  writeAboutFiles,
  writeTrustFolder,
} from '../../publishing/index.ts';
import { makeFileRegister, type Register } from '../../register/index.ts';
import { type CommandOutput, writeOutcome, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { publishFolder, requireNotServed } from '../publish-folder.ts';
import {
  CATALOGUE,
  type OfficeFolder,
  openOffice,
  pathsOf,
  systemRandom,
  UTC_OFFSET_MINUTES,
} from '../office-folder.ts';

/** The two terminals of an office: one that writes, one that reads cards back. */
const WRITE_TERMINAL = 'office-write';
const READ_TERMINAL = 'office-read';

/** `permit-issuer ceremony --test-keys`: makes a test authority in an empty folder, every key a plain file of it, the office's terminals and the first trust files. */
export async function ceremonyCommand(request: {
  readonly output: CommandOutput;
  readonly office: string;
  readonly plan: Partial<CeremonyPlan>;
  readonly clock: Clock;
}): Promise<number> {
  const { output, clock } = request;
  const paths = pathsOf(request.office);
  if (existsSync(join(paths.authority, 'authority.json'))) {
    throw new PermitError('STORE_CONFLICT', { detail: `${paths.authority} holds an authority` });
  }
  const authority = await makeHoldCeremony({ random: systemRandom, clock })({ ...TEST_PLAN, ...request.plan });
  await saveAuthority(paths.authority, authority);
  const office = await openOffice(request.office, clock);
  await makeOfficeTerminals(office);
  await publish(office, paths.trust);
  const { threshold, keys } = authority.bundleRoots;
  const pins = keys.map(({ publicKey }) => toHex(publicKey));
  const result = {
    authority: authority.name,
    folder: request.office,
    trust: paths.trust,
    pins: { threshold, keys: pins },
  };
  writeResult(output, result, [
    `authority    ${authority.name}`,
    `folder       ${request.office}`,
    `trust files  ${paths.trust}`,
    'keys         for tests alone: every one is a plain file in that folder',
    `pins         ${threshold} of ${pins.length}`,
    ...pins.map((pin) => `             ${pin}`),
  ]);
  return EXIT.DONE;
}

/** `permit-issuer ceremony --renew`: the offline keys come together again for certificates and a root file that near their end. */
export async function renewCommand(output: CommandOutput, office: OfficeFolder): Promise<number> {
  const authority = await renewRootFile(await renewDvs(office.authority, office.today()), office.clock());
  await saveAuthority(office.paths.authority, authority);
  const { version } = authority.rootFile;
  const dvs = [authority.dvs.official, authority.dvs['non-official']].map(({ certificate }) => {
    const { chr, expiry } = decodeCvCertificate(certificate);
    return { reference: chr, expiry };
  });
  writeResult(output, { rootVersion: version, dvs }, [
    `root file version ${version}`,
    ...dvs.map(({ reference, expiry }) => `${reference}, good through ${expiry}`),
  ]);
  return EXIT.DONE;
}

/**
 * `permit-issuer publish`: signs status lists and bundle anew and writes the trust folder of the office. With `out` that
 * folder instead; with `to` a copy as well, with pages that say what it is: a USB stick.
 */
export async function publishCommand(request: {
  readonly output: CommandOutput;
  readonly office: OfficeFolder;
  readonly out: string | undefined;
  readonly to: string | undefined;
}): Promise<number> {
  const { output, office, to } = request;
  const folder = request.out ?? office.paths.trust;
  const files = await publish(office, folder);
  if (to !== undefined) await writeStick(office, files, to);
  const { sequences } = await office.register.read();
  const bytes = (parts: readonly { readonly bytes: Uint8Array }[]) =>
    parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const sizes = {
    bundleBytes: files.bundleBytes.length,
    listBytes: bytes(files.statusTokens),
    deltaBytes: bytes(files.statusDeltas),
  };
  writeResult(output, { folder, ...(to === undefined ? {} : { to }), ...sequences, ...sizes }, [
    `published in ${folder}: bundle ${sequences.bundle}, status ${sequences.status}`,
    ...(to === undefined
      ? []
      : [
          `and in ${to}, for a terminal with no network: permit-reader trust update`,
          `  bundle ${sizes.bundleBytes} bytes, full lists ${sizes.listBytes}, changes to earlier lists ${sizes.deltaBytes}`,
        ]),
  ]);
  return EXIT.DONE;
}

async function writeStick(office: OfficeFolder, files: TrustFiles, to: string): Promise<void> {
  await writeTrustFolder(to, files);
  const { sequences } = await office.register.read();
  const madeAt = office.clock();
  await writeAboutFiles(to, {
    authority: office.authority.name,
    madeAt,
    expiresAt: madeAt + Math.min(BUNDLE_LIFE_DAYS, STATUS_LIFE_DAYS) * 86_400,
    bundle: sequences.bundle,
    rootVersion: office.authority.rootFile.version,
    lists: files.statusTokens.map(({ uri, bytes }) => ({
      uri,
      seq: sequences.status,
      fullBytes: bytes.length,
      deltas: files.statusDeltas.filter((delta) => delta.uri === uri).length,
    })),
  });
}

/** `permit-issuer terminal`: makes the credential of a terminal and writes its folder. */
export async function terminalCommand(request: {
  readonly output: CommandOutput;
  readonly office: OfficeFolder;
  readonly mnemonic: string;
  /** A purpose of the catalogue, or `office` for a terminal that writes. */
  readonly purpose: string;
  readonly dv: DvName | undefined;
  readonly out: string;
}): Promise<number> {
  const { output, office, out } = request;
  const outcome = await issue(office, request.mnemonic, planFor(request.purpose, request.dv));
  if (outcome.ok) await saveTerminal(out, outcome.value);
  return writeOutcome(output, outcome, ({ reference, expiry }) => ({
    result: { reference, expiry, folder: out },
    lines: [`${reference}, good through ${expiry}, in ${out}`],
  }));
}

/** `permit-issuer revoke --terminal`: names a terminal in the next bundle as one that may not be used any more. */
export async function revokeTerminalCommand(
  output: CommandOutput,
  register: Register,
  reference: string,
): Promise<number> {
  await register.change((state) => {
    const revokedTerminals = [...new Set([...state.revokedTerminals, reference])].sort();
    return { state: { ...state, revokedTerminals }, value: undefined };
  });
  writeResult(output, { revokedTerminal: reference }, [`${reference} is revoked; publish to tell verifiers`]);
  return EXIT.DONE;
}

/** The terminals of the office itself, made anew where they are spent: those that endorse live three days. */
export async function makeOfficeTerminals(office: OfficeFolder): Promise<OfficeTerminals> {
  const at = (name: string) => join(office.paths.terminals, name);
  const write = await keepOrIssue(office, at(WRITE_TERMINAL), { mnemonic: 'OFFICE', ...planFor('office', undefined) });
  const readPlan = { mnemonic: 'READBACK', ...planFor('issuing-office', 'official') };
  await keepOrIssue(office, at(READ_TERMINAL), readPlan);
  return { write, readFolder: at(READ_TERMINAL) };
}

export type OfficeTerminals = { readonly write: TerminalFiles; readonly readFolder: string };

async function keepOrIssue(
  office: OfficeFolder,
  folder: string,
  { mnemonic, ...plan }: Plan & Pick<TerminalPlan, 'mnemonic'>,
): Promise<TerminalFiles> {
  const kept = await findTerminal(folder);
  const today = office.today();
  const cvca = decodeCvCertificate(office.authority.cvca.certificate).chr;
  const isUnderIt = kept !== undefined && decodeCvCertificate(kept.dv).car === cvca;
  if (isUnderIt && isInForce(decodeCvCertificate(kept.terminal), today)) return kept;
  const issued = await issue(office, mnemonic, plan);
  if (!issued.ok) throw new PermitError('CERTIFICATE_BAD', { detail: issued.refusal });
  await saveTerminal(folder, issued.value);
  return issued.value;
}

function isInForce({ effective, expiry }: CvCertificate, today: PlainDate): boolean {
  return compareDates(effective, today) <= 0 && compareDates(today, expiry) <= 0;
}

type Plan = Pick<TerminalPlan, 'dv' | 'rights'>;

/** Offices of the state stand under the official verifier; clinics, employers and gates under the other one. */
function planFor(purposeId: string, dv: DvName | undefined): Plan {
  if (purposeId === 'office') return { dv: dv ?? 'official', rights: OFFICE_RIGHTS };
  const purpose = findPurpose(CATALOGUE.purposes, purposeId);
  if (purpose === undefined)
    throw new PermitError('SETTING_BAD', { detail: `--purpose: no such purpose ${purposeId}` });
  return {
    dv: dv ?? (purposeId.endsWith('-office') ? 'official' : 'non-official'),
    rights: rightsFor(purpose, 'reads-and-counts'),
  };
}

/** Takes the next sequence of that name in the register, renews the verifiers where they are spent, and issues. */
async function issue(
  office: OfficeFolder,
  mnemonic: string,
  plan: Plan,
): Promise<Outcome<IssuedTerminal, TerminalRefusal>> {
  const { paths, clock } = office;
  const today = dateAt(clock(), UTC_OFFSET_MINUTES);
  const authority = await renewDvs(office.authority, today);
  if (authority.dvs.official !== office.authority.dvs.official) await saveAuthority(paths.authority, authority);
  const sequence = await office.register.change((state) => {
    const next = (state.certificates[mnemonic] ?? 0) + 1;
    return { state: { ...state, certificates: { ...state.certificates, [mnemonic]: next } }, value: next };
  });
  return makeIssueTerminal({ random: systemRandom })(authority, { mnemonic, sequence, ...plan }, today);
}

/** Publishes what stands in the register of the office. @throws PermitError STORE_FAILED, SIGNER_FAILED */
export async function publish(office: OfficeFolder, folder: string): Promise<TrustFiles> {
  requireNotServed(office);
  const register = makeFileRegister(office.paths.register);
  const takeStandings = standingsOfRegister(register, office.authority.statusUri);
  return publishFolder(office, { folder, takeStandings });
}
