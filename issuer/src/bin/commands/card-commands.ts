import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { GRANT_ID_BYTES, type Grant } from '@residence-permit/shared/records';
import { writeFileWhole } from '../../files/index.ts';
import {
  DECREE_RULES,
  makeActivateCard,
  makeEndorseCard,
  makeGrantEntitlement,
  makeWithdrawEntitlement,
  makeWriteEntitlements,
} from '../../live-card/index.ts';
import { type EndorsementEntry, getCard, planCard } from '../../register/index.ts';
import { makeChangeStanding, makeReplaceCard, type StandingChange } from '../../revocation/index.ts';
import { type CommandOutput, writeOutcome, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { makeOpenWriteSession, toCredential } from '../office-terminal/index.ts';
import { type OfficeFolder, signersOf, systemRandom, UTC_OFFSET_MINUTES } from '../office-folder.ts';
import { readPermitFile } from '../parse-permit-file.ts';
import { parseHex } from '../parse-settings.ts';
import { makePlaceCard, type ReaderChoice } from '../place-card.ts';
import { readPin } from '../read-pin.ts';
import { makeOfficeTerminals } from './authority-commands.ts';

/** What every command on a card of the register is given. */
export type CardRequest = {
  readonly output: CommandOutput;
  readonly office: OfficeFolder;
  readonly cardNumber: string;
};

/** A command that needs the card on the reader, and the CAN from its face. */
export type LiveCardRequest = CardRequest & ReaderChoice & { readonly can: string };

/** `permit-issuer sign`: enters a decided permit, plans its card, and, for chip keys held elsewhere, signs its files. */
export async function signCommand(request: {
  readonly output: CommandOutput;
  readonly office: OfficeFolder;
  readonly permitFile: string;
  /** Points in hexadecimal; without them the record is signed when its card is personalised. */
  readonly keys: { readonly deviceKey: string; readonly receiptKey: string; readonly out: string } | undefined;
}): Promise<number> {
  const { output, office, keys } = request;
  const record = await readPermitFile(request.permitFile);
  const permitRef = systemRandom(16);
  const plan = { record, permitRef, statusUri: office.authority.statusUri };
  const { cardNumber, status } = await office.register.change((state) => planCard(state, plan, systemRandom));
  if (keys !== undefined) {
    const deviceKey = parseHex('--device-key', keys.deviceKey, 65);
    const receiptKey = parseHex('--receipt-key', keys.receiptKey, 65);
    const files = await signersOf(office).signPermit({ record, permitRef, deviceKey, receiptKey, status });
    for (const [dataGroup, fileBytes] of files)
      await writeFileWhole(join(keys.out, `dg${dataGroup}.bin`), fileBytes, 'owner');
  }
  const result = {
    cardNumber,
    permitNumber: record.issue.permitNumber,
    status,
    ...(keys === undefined ? {} : { files: keys.out }),
  };
  writeResult(output, result, [
    `card ${cardNumber} planned for permit ${record.issue.permitNumber}, status index ${status.index}`,
  ]);
  return EXIT.DONE;
}

/** `permit-issuer activate`: the holder sets the PIN and the first endorsement is written. */
export async function activateCommand(request: LiveCardRequest): Promise<number> {
  const { output, office, cardNumber, can } = request;
  const { signEndorsement } = signersOf(office);
  const deps = {
    ...office,
    openWriteSession: await writeSessions(request),
    signEndorsement,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    rules: DECREE_RULES,
  };
  const outcome = await makeActivateCard(deps)({ cardNumber, can, askPin: readPin });
  return writeOutcome(output, outcome, (entry) => describeEndorsement(cardNumber, entry));
}

/** `permit-issuer endorse`: the yearly endorsement. */
export async function endorseCommand(request: LiveCardRequest): Promise<number> {
  const { output, office, cardNumber, can } = request;
  const { signEndorsement } = signersOf(office);
  const deps = {
    ...office,
    openWriteSession: await writeSessions(request),
    signEndorsement,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    rules: DECREE_RULES,
  };
  const outcome = await makeEndorseCard(deps)({ cardNumber, can });
  return writeOutcome(output, outcome, (entry) => describeEndorsement(cardNumber, entry));
}

/** What `grant` is to do: give or change a grant, take one back, or only bring the card up to the register. */
export type GrantChange =
  | { readonly kind: 'give'; readonly grant: Omit<Grant, 'id'>; readonly id: string | undefined }
  | { readonly kind: 'withdraw'; readonly id: string }
  | { readonly kind: 'none' };

/** `permit-issuer grant`: changes the grants of a permit in the register and, with the CAN, on the card. */
export async function grantCommand(
  request: CardRequest & ReaderChoice & { readonly change: GrantChange; readonly can: string | undefined },
): Promise<number> {
  const { output, office, cardNumber, change, can } = request;
  const { register, random, catalogue } = office;
  const { permitRef } = getCard(await register.read(), cardNumber);
  let changed: object = {};
  if (change.kind !== 'none') {
    const outcome =
      change.kind === 'give'
        ? await makeGrantEntitlement({ register, kinds: catalogue.kinds, random })(permitRef, {
            ...change.grant,
            ...(change.id === undefined ? {} : { id: parseHex('--id', change.id, GRANT_ID_BYTES) }),
          })
        : await makeWithdrawEntitlement({ register })(permitRef, parseHex('--withdraw', change.id, GRANT_ID_BYTES));
    if (!outcome.ok) return writeOutcome(output, outcome, describeNothing);
    const { dataGroup, grantor, version, grants } = outcome.value;
    changed = { dataGroup, grantor, version, grants: grants.map((grant) => ({ ...grant, id: toHex(grant.id) })) };
  }
  if (can === undefined) {
    writeResult(output, { cardNumber, changed, written: [] }, [
      'entered; it reaches the card when that is next on an office reader',
    ]);
    return EXIT.DONE;
  }
  const { signEntitlements } = signersOf(office);
  const openWriteSession = await writeSessions({ ...request, can });
  const outcome = await makeWriteEntitlements({ register, openWriteSession, signEntitlements })({ cardNumber, can });
  return writeOutcome(output, outcome, (records) => {
    const written = records.map(({ dataGroup, grantor, version }) => ({ dataGroup, grantor, version }));
    const lines = written.map(
      ({ dataGroup, grantor, version }) => `written: DG${dataGroup} of ${grantor}, version ${version}`,
    );
    return { result: { cardNumber, changed, written }, lines: lines.length === 0 ? ['the card is up to date'] : lines };
  });
}

/** `permit-issuer hold | lift | revoke`. */
export async function standingCommand(
  { output, office, cardNumber }: CardRequest,
  change: StandingChange,
): Promise<number> {
  const outcome = await makeChangeStanding({ register: office.register })(cardNumber, change);
  return writeOutcome(output, outcome, (standing) => ({
    result: { cardNumber, standing },
    lines: [`card ${cardNumber}: ${standing}; publish to tell verifiers`],
  }));
}

/** `permit-issuer replace`. */
export async function replaceCommand({ output, office, cardNumber }: CardRequest): Promise<number> {
  const outcome = await makeReplaceCard({ register: office.register, random: systemRandom })(cardNumber);
  return writeOutcome(output, outcome, (successor) => ({
    result: { cardNumber: successor.cardNumber, replaces: cardNumber, status: successor.status },
    lines: [`card ${cardNumber} is revoked; card ${successor.cardNumber} is planned in its place`],
  }));
}

async function writeSessions(request: LiveCardRequest) {
  const { write } = await makeOfficeTerminals(request.office);
  return makeOpenWriteSession({
    placeCard: makePlaceCard(request),
    credential: toCredential(write),
    random: systemRandom,
  });
}

function describeEndorsement(cardNumber: string, { version, windowFrom, endorsedThrough }: EndorsementEntry) {
  return {
    result: { cardNumber, endorsement: { version, windowFrom, endorsedThrough } },
    lines: [`card ${cardNumber} is endorsed from ${windowFrom} through ${endorsedThrough}`],
  };
}

function describeNothing() {
  return { result: {}, lines: [] };
}
