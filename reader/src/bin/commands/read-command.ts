import { dataGroupSfi } from '@residence-permit/shared/apdu';
import { CardError, type Code, PermitError } from '@residence-permit/shared/errors';
import {
  decodeDataGroup,
  decodePermitDocument,
  matchesDigests,
  type ReleasedFields,
} from '@residence-permit/shared/records';
import { nodeKeyAgreement, nodeRandom } from '../../node/index.ts';
import {
  type ChipFiles,
  openPace,
  type PacePassword,
  type PaceSession,
  readChipFiles,
  readFile,
  selectPermit,
} from '../../session/index.ts';
import { type CommandOutput, padCells, writeResult } from '../command-output.ts';
import { chipFilesAsJson, describeChipFiles } from '../describe-chip-files.ts';
import { describeFields, fieldsAsJson } from '../describe-fields.ts';
import { addRecords, type CardRecords, describeRecords, NO_RECORDS, recordsAsJson } from '../describe-records.ts';
import { EXIT } from '../exit-status.ts';
import { explainCode, type Language } from '../language.ts';
import { CHANGING_GROUPS } from '../parse-data-groups.ts';
import { withCard } from '../with-card.ts';

export type ReadCommand = {
  readonly output: CommandOutput;
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly waitForReader: boolean;
  readonly answerSeconds: number;
  readonly password: PacePassword;
  readonly dataGroups: readonly number[];
  /** Whether to read what the chip keeps as well; the PIN alone opens it. */
  readonly chipFiles: boolean;
};

/** What one reading gave: fields that match the digests in DG1, records that change, and what the card kept. */
type Reading = {
  readonly fields: ReleasedFields;
  readonly records: CardRecords;
  readonly withheld: readonly { readonly dataGroup: number; readonly code: Code }[];
  readonly chipFiles: ChipFiles | undefined;
};

/**
 * `permit-reader read`: reads data groups with the card access number or the PIN, no terminal certificate, and prints them. It
 * checks that the fields belong to the card's record; whether the record is genuine is what `verify` is for, and it says so.
 * Exit status 0 when everything asked for was read, 1 when the card refused something.
 * @throws PermitError SETTING_BAD when what the chip keeps is asked for without the PIN
 */
export async function readCommand(request: ReadCommand): Promise<number> {
  const { output, password, dataGroups } = request;
  if (request.chipFiles && password.kind !== 'pin') {
    throw new PermitError('SETTING_BAD', { detail: '--chip-files: only the PIN opens them' });
  }
  const reading = await withCard(request, async (card) => {
    const session = await openPace({ transport: card, password, random: nodeRandom, agreement: nodeKeyAgreement });
    await selectPermit(session);
    const groups = await readGroups(session, dataGroups);
    return request.chipFiles ? { ...groups, chipFiles: await readChipFiles(session) } : groups;
  });
  const { fields, records, withheld, chipFiles } = reading;
  const kept = chipFiles === undefined ? {} : { chipFiles: chipFilesAsJson(chipFiles) };
  writeResult(
    output,
    { verified: false, fields: fieldsAsJson(fields), records: recordsAsJson(records), withheld, ...kept },
    describeReading(reading, output.language),
  );
  return withheld.length === 0 ? EXIT.ACCEPTED : EXIT.REJECTED;
}

async function readGroups(session: PaceSession, dataGroups: readonly number[]): Promise<Reading> {
  const { mso } = decodePermitDocument(await readFile(session, dataGroupSfi(1)));
  const withheld: { dataGroup: number; code: Code }[] = [];
  let reading: Reading = { fields: {}, records: NO_RECORDS, withheld, chipFiles: undefined };
  for (const dataGroup of dataGroups) {
    try {
      const fileBytes = await readFile(session, dataGroupSfi(dataGroup));
      reading = addGroup(reading, { dataGroup, fileBytes, digests: mso.digests });
    } catch (cause) {
      withheld.push({ dataGroup, code: codeOfRefusal(cause) });
    }
  }
  return reading;
}

type ReadGroup = {
  readonly dataGroup: number;
  readonly fileBytes: Uint8Array;
  readonly digests: ReadonlyMap<number, Uint8Array>;
};

function addGroup(reading: Reading, group: ReadGroup): Reading {
  const { dataGroup, fileBytes } = group;
  if (CHANGING_GROUPS.includes(dataGroup)) {
    return { ...reading, records: addRecords(reading.records, dataGroup, fileBytes) };
  }
  if (!matchesDigests(group)) throw new PermitError('DIGEST_MISMATCH');
  return { ...reading, fields: { ...reading.fields, ...decodeDataGroup(dataGroup, fileBytes) } };
}

const SW_NOT_ALLOWED = 0x6982;

/** A group that the card keeps, or that is damaged, does not end the reading; a card that left does. */
function codeOfRefusal(cause: unknown): Code {
  if (cause instanceof CardError && cause.code === 'CARD_STATUS') {
    return cause.sw === SW_NOT_ALLOWED ? 'NOT_RELEASED' : 'CARD_STATUS';
  }
  const lost = !(cause instanceof PermitError) || cause instanceof CardError || cause.code.startsWith('SM_');
  if (lost) throw cause;
  return cause.code;
}

function describeReading(reading: Reading, language: Language): readonly string[] {
  const { fields, records, withheld, chipFiles } = reading;
  const kept = chipFiles === undefined ? [] : describeChipFiles(chipFiles, language);
  const rows = [...describeFields(fields, language), ...describeRecords(records, language), ...kept];
  const codes = [...new Set(withheld.map(({ code }) => code))];
  return [
    ...rows.map(({ label, value }) => `${padCells(label, 28)}${value}`),
    ...codes.flatMap((code) => {
      const groups = withheld.filter((each) => each.code === code).map(({ dataGroup }) => `DG${dataGroup}`);
      return ['', `${groups.join(', ')}: ${code}`, `  ${explainCode(code, language).meaning}`];
    }),
    '',
    language === 'zh'
      ? '以上内容与卡内记录一致，但未核验签名：是否真实、有效请用 verify。'
      : 'These fields belong to the record on this card. Its signature was not checked: `verify` does that.',
  ];
}
