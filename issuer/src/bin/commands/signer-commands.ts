import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { chipBinding } from '@residence-permit/shared/records';
import {
  type DocumentSigner,
  Ed25519Key,
  getSigner,
  grantorName,
  type GrantorSigner,
  type JournalEntry,
  makeGrantorSigner,
  makeSignatureJournal,
  maySign,
  retireSigner,
  saveAuthority,
  signersIn,
  withdrawSigner,
} from '../../authority/index.ts';
import type { RegisterState } from '../../register/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { type OfficeFolder, systemRandom } from '../office-folder.ts';
import { makeOnlineKeys, officePassphrase } from '../open-keys.ts';

type AnySigner = DocumentSigner | GrantorSigner;

/** `permit-issuer signer list`. */
export async function listSignersCommand(output: CommandOutput, office: OfficeFolder): Promise<number> {
  const now = office.clock();
  const journal = journalOf(office);
  const signers = await Promise.all(
    signersIn(office.authority).map(async (signer) => ({
      name: signer.name,
      of: ownerOf(signer),
      state: stateOf(signer, now),
      from: signer.from,
      through: signer.through,
      ...(signer.withdrawnAt === undefined ? {} : { withdrawnAt: signer.withdrawnAt }),
      signatures: await journal.usedBy(signer.name),
      ...(signer.cap === undefined ? {} : { cap: signer.cap }),
    })),
  );
  const lines = signers.map((signer) => {
    const cap = signer.cap === undefined ? 'no cap' : `of ${signer.cap}`;
    const period = `${dayOf(signer.from)} to ${dayOf(signer.through)}`;
    return `${signer.name.padEnd(26)}${signer.state.padEnd(11)}${period}  ${signer.signatures} ${cap}  ${signer.of}`;
  });
  writeResult(output, { signers }, lines);
  return EXIT.DONE;
}

/** `permit-issuer signer add`: a grantor's key is certified by the bundle alone, so it needs no offline key. */
export async function addGrantorSignerCommand(
  output: CommandOutput,
  office: OfficeFolder,
  given: { readonly grantor: string; readonly cap: number | undefined; readonly keysOn: string | undefined },
): Promise<number> {
  const { authority, catalogue, clock, paths } = office;
  const { grantor, cap, keysOn } = given;
  if (!catalogue.kinds.some((kind) => kind.grantor === grantor)) {
    throw new PermitError('SETTING_BAD', { detail: `no grantor ${grantor} in the catalogue` });
  }
  const name = grantorName(grantor, authority.grantorSigners.length + 1);
  const key =
    authority.offline === undefined
      ? await makeOnlineKeys({
          folder: paths.authority,
          passphrase: officePassphrase(),
          random: systemRandom,
          keysOn,
        }).ed25519(name)
      : Ed25519Key.generate(systemRandom);
  const made = makeGrantorSigner({ name, grantor, kinds: catalogue.kinds, now: clock(), key });
  const signer = cap === undefined ? made : { ...made, cap };
  await saveAuthority(paths.authority, { ...authority, grantorSigners: [...authority.grantorSigners, signer] });
  writeResult(output, { name, grantor, kinds: made.kinds }, [
    `${name} signs for ${grantor}; publish to tell verifiers`,
  ]);
  return EXIT.DONE;
}

/** `permit-issuer signer retire`. */
export async function retireSignerCommand(
  output: CommandOutput,
  office: OfficeFolder,
  name: string,
  at: number | undefined,
): Promise<number> {
  const through = at ?? office.clock();
  await saveAuthority(office.paths.authority, retireSigner(office.authority, name, through));
  writeResult(output, { name, through }, [`${name} signs through ${instantOf(through)}; publish to tell verifiers`]);
  return EXIT.DONE;
}

/** `permit-issuer signer withdraw`: the cards that its journal accounts for stay good, every other one stops. */
export async function withdrawSignerCommand(
  output: CommandOutput,
  office: OfficeFolder,
  given: { readonly name: string; readonly since: number | undefined; readonly keep: 'journal' | 'none' },
): Promise<number> {
  const { name, keep } = given;
  const at = office.clock();
  const since = given.since ?? at;
  const entries = await journalOf(office).entriesOf(name);
  const kept = keep === 'none' ? [] : entries.filter((entry) => entry.at <= since);
  await saveAuthority(office.paths.authority, withdrawSigner(office.authority, name, { at, kept }));
  const keptDigests = new Set(kept.map(({ digest }) => toHex(digest)));
  const lost = entries.filter(({ digest }) => !keptDigests.has(toHex(digest)));
  const remedies = remediesFor(await office.register.read(), lost);
  writeResult(output, { name, withdrawnAt: at, kept: kept.length, lost: lost.length, remedies }, [
    `${name} is withdrawn; publish now to tell verifiers`,
    `${kept.length} signatures of its journal stay good, ${lost.length} do not`,
    ...remedies.map(describeRemedy),
  ]);
  return EXIT.DONE;
}

/** `permit-issuer signer affected`. */
export async function affectedCommand(output: CommandOutput, office: OfficeFolder, name: string): Promise<number> {
  const { kept } = getSigner(office.authority, name);
  const good = new Set(kept === undefined ? [] : digestsIn(kept));
  const entries = await journalOf(office).entriesOf(name);
  const remedies = remediesFor(
    await office.register.read(),
    entries.filter(({ digest }) => !good.has(toHex(digest))),
  );
  writeResult(output, { name, signatures: entries.length, kept: good.size, remedies }, [
    `${entries.length} signatures, ${good.size} of them kept after a withdrawal`,
    ...remedies.map(describeRemedy),
  ]);
  return EXIT.DONE;
}

/** Where the office keeps the journal of its signers. */
export function journalOf({ paths, clock }: OfficeFolder) {
  return makeSignatureJournal({ folder: paths.journal, clock });
}

/** What brings a card back whose record is not believed any more. */
type Remedy = { readonly cardNumber: string; readonly do: 'replace' | 'endorse' | 'grant'; readonly about: string };

function remediesFor(state: RegisterState, lost: readonly JournalEntry[]): readonly Remedy[] {
  return lost.flatMap(({ about }): readonly Remedy[] => {
    const [kind, subject = ''] = about.split(' ');
    const cards = state.cards.filter(({ stage, standing, status, deviceKey, permitRef }) => {
      if (stage === 'quarantined' || standing === 'revoked') return false;
      if (kind === 'card') return subject === `${status.uri}#${status.index}`;
      if (kind === 'endorsement') return deviceKey !== undefined && subject === toHex(chipBinding(deviceKey));
      return subject === toHex(permitRef);
    });
    const what = kind === 'card' ? 'replace' : kind === 'endorsement' ? 'endorse' : 'grant';
    return cards.map(({ cardNumber }) => ({ cardNumber, do: what, about }));
  });
}

function describeRemedy({ cardNumber, do: what, about }: Remedy): string {
  return `card ${cardNumber}: ${what} (${about.split(' ')[0] ?? about})`;
}

function digestsIn(kept: Uint8Array): readonly string[] {
  return Array.from({ length: kept.length / 16 }, (_, index) => toHex(kept.slice(16 * index, 16 * index + 16)));
}

function ownerOf(signer: AnySigner): string {
  return 'office' in signer ? signer.office : signer.grantor;
}

function stateOf(signer: AnySigner, now: number): string {
  if (signer.withdrawnAt !== undefined) return 'withdrawn';
  if (now < signer.from) return 'not yet';
  return maySign(signer, now) ? 'signs' : 'retired';
}

function dayOf(seconds: number): string {
  return instantOf(seconds).slice(0, 10);
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
