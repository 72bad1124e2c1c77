import { readFile } from 'node:fs/promises';
import { PermitError } from '@residence-permit/shared/errors';
import { makeLog } from '../../adapters/http/index.ts';
import { DEFAULT_POLICY, parsePolicySet, type PolicySet } from '../../domain/policy/index.ts';
import type { Actor, InTransaction, Office, OfficeTransaction } from '../../use-cases/ports/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { systemRandom, UTC_OFFSET_MINUTES } from '../office-folder.ts';
import { parseClock } from '../parse-settings.ts';
import { makeMissingKeys, openService, readSettings } from '../serve/index.ts';
import { openWork } from '../serve/open-work.ts';

/** Members of an office that are printed on what it hands out. */
const PRINTED = ['address', 'telephone', 'reviewBody', 'court'] as const;

type Given = { readonly office: string; readonly clock: string };

/** Whoever runs the service; what they do has a chain of its own in the audit log. */
const OPERATOR: Actor = { accountId: undefined, officeId: 'operator' };

/** `permit-issuer offices add`: an office that cases can come to. @throws PermitError STORE_CONFLICT for a name that is taken */
export async function addOfficeCommand(
  output: CommandOutput,
  given: Given & { readonly id: string; readonly area: string } & Pick<Office, 'name' | (typeof PRINTED)[number]>,
): Promise<number> {
  const { id, name, area: jurisdiction } = given;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new PermitError('SETTING_BAD', { detail: 'id: want lower-case words' });
  if (!/^\d{6}$/.test(jurisdiction)) throw new PermitError('SETTING_BAD', { detail: '--area: want six digits' });
  const { address, telephone, reviewBody, court } = given;
  const office = {
    id,
    name,
    jurisdiction,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    address,
    telephone,
    reviewBody,
    court,
  };
  await inRegister(given, async (tx) => {
    await tx.offices.insert(office);
    await tx.audit({ action: 'office.add', object: id });
  });
  writeResult(output, { id, name, jurisdiction }, [`${id}  ${jurisdiction}  ${name}`]);
  return EXIT.DONE;
}

/** `permit-issuer service-keys`: the keys of a service whose databases are on a server; those that are there stay. */
export async function makeKeysCommand(output: CommandOutput): Promise<number> {
  const { keys } = readSettings(process.env);
  await makeMissingKeys(keys, systemRandom);
  writeResult(output, { keys }, [`keys         ${keys}`, 'Back this folder up apart from both databases.']);
  return EXIT.DONE;
}

/** `permit-issuer offices list` */
export async function listOfficesCommand(output: CommandOutput, given: Given): Promise<number> {
  const offices = await inRegister(given, (tx) => tx.offices.list());
  writeResult(
    output,
    { offices },
    offices.map(({ id, name, jurisdiction }) => `${id}  ${jurisdiction}  ${name}`),
  );
  return EXIT.DONE;
}

/**
 * `permit-issuer rules publish`: the rules of a jurisdiction from a JSON file, or those of the sample city. A version is
 * published once and never changes.
 * @throws PermitError SETTING_BAD naming every fault of the file; STORE_CONFLICT for a version that is published
 */
export async function publishRulesCommand(
  output: CommandOutput,
  given: Given & { readonly file: string | undefined },
): Promise<number> {
  const policy = given.file === undefined ? DEFAULT_POLICY : await readPolicy(given.file);
  const { jurisdiction, version, effectiveFrom } = policy;
  const clock = parseClock(given.clock);
  await inRegister(given, async (tx) => {
    await tx.policies.publish(policy, clock());
    await tx.audit({ action: 'policy.publish', object: `${jurisdiction}/${version}` });
  });
  writeResult(output, { jurisdiction, version, effectiveFrom }, [`${jurisdiction}  ${version}  from ${effectiveFrom}`]);
  return EXIT.DONE;
}

async function readPolicy(file: string): Promise<PolicySet> {
  try {
    return parsePolicySet(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError('SETTING_BAD', { cause, detail: `${file}: not readable as JSON` });
  }
}

/** Work in one transaction of the service's register. */
async function inRegister<Value>(given: Given, work: (tx: OfficeTransaction) => Promise<Value>): Promise<Value> {
  const settings = readSettings(process.env);
  // Standard output belongs to the result.
  const log = makeLog({ level: settings.logLevel, destination: process.stderr });
  const parts = await openService({ settings, officeFolder: given.office, clock: parseClock(given.clock), log });
  try {
    const { inTransaction }: { readonly inTransaction: InTransaction } = openWork(parts);
    return await inTransaction(OPERATOR, work);
  } finally {
    await parts.close();
  }
}
