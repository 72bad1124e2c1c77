import { toHex } from '@residence-permit/shared/bytes';
import { type Code, DecodeError } from '@residence-permit/shared/errors';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Titles } from '@residence-permit/shared/purposes';
import {
  decodeDataGroup,
  decodeEndorsementFile,
  decodePermitDocument,
  decodeSignedEndorsement,
  matchesDigests,
  type PermitDocument,
  type ReleasedFields,
} from '@residence-permit/shared/records';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { type Answer, no, unknown } from '../verify/answer.ts';
import { checkCurrent } from '../verify/checks/check-current.ts';
import { checkInFunction } from '../verify/checks/check-in-function.ts';
import type { Circumstances } from '../verify/circumstances.ts';
import { judgeRecord } from '../verify/judge-record.ts';
import type { StalenessBudget, VerifierEngine } from '../verify/index.ts';
import { DATA_GROUP_TITLES, ENDORSEMENT_GROUP, GRANT_GROUPS, ISSUED_GROUPS } from './data-group-titles.ts';
import { describeAccessLog, type LoggedAccess } from './describe-access.ts';
import type { HolderReading } from './read-holder-card.ts';
import { type ViewedSlot, viewSlots } from './view-grants.ts';

/** One data group that was signed at issue. `signed` is about these very bytes. */
export type ViewedGroup = {
  readonly dataGroup: number;
  readonly titles: Titles;
  readonly fields: ReleasedFields;
  readonly signed: Answer;
  /** Why there is no value. */
  readonly missing?: Code;
};

export type ViewedEndorsement = {
  readonly version: number;
  readonly from: PlainDate;
  readonly through: PlainDate;
};

/** The PIN opened the session; no terminal shows a certificate. */
const NO_TERMINAL = { kind: 'uncertified', code: 'TERMINAL_UNCERTIFIED' } as const;

/** Everything on a card in the order of its files. Without trust every question about signatures is unknown. */
export type HolderView = {
  readonly record: {
    /** The signer: first 8 bytes of SHA-256 over its certificate, in hexadecimal. */
    readonly signer: string;
    readonly authentic: Answer;
    readonly current: Answer;
    readonly chipGenuine: Answer;
    /** Seconds since 1970. */
    readonly validFrom: number;
    readonly validUntil: number;
  };
  readonly groups: readonly ViewedGroup[];
  /** `none`: the card was never activated. */
  readonly endorsement: ViewedEndorsement | 'none' | { readonly missing: Code };
  readonly inFunction: Answer;
  readonly slots: readonly ViewedSlot[];
  /** Groups of entitlements that could not be read. */
  readonly missingSlots: readonly { readonly dataGroup: number; readonly code: Code }[];
  /** The chip's own word; no signature covers it. */
  readonly chip: { readonly date: PlainDate; readonly lifeCycle: string };
  /** Newest first, at most 64. The chip's own word too. */
  readonly accessLog: readonly LoggedAccess[];
};

export type ViewHolderCard = {
  readonly reading: HolderReading;
  /** `none`: nothing can be said about signatures. */
  readonly trust: Trust | 'none';
  /** Seconds since 1970. */
  readonly at: number;
  readonly utcOffsetMinutes: number;
  readonly staleness: StalenessBudget;
  readonly engine: VerifierEngine;
};

/**
 * What a card holds, for its holder: every file decoded, and of each whether it is signed by whom the trust names. Pure.
 * @throws DecodeError when DG1 is no record at all: then nothing on the card has a meaning
 */
export function viewHolderCard(input: ViewHolderCard): HolderView {
  const { reading } = input;
  const trust = input.trust === 'none' ? undefined : input.trust;
  const circumstances = trust === undefined ? undefined : circumstancesOf(input, trust);
  const document = decodePermitDocument(reading.dg1Bytes);
  const record = viewRecord(reading, document, circumstances);
  const today = dateAt(input.at, input.utcOffsetMinutes);
  const grants = GRANT_GROUPS.map((dataGroup) => {
    const fileBytes = reading.files.get(dataGroup);
    if (fileBytes === undefined) return reading.missing.get(dataGroup) ?? 'NOT_RELEASED';
    const { chipFiles } = reading;
    const { mso } = document;
    const { authentic } = record;
    return attempt(() => viewSlots({ dataGroup, fileBytes, chipFiles, mso, authentic, circumstances, today }));
  });
  return {
    record,
    groups: ISSUED_GROUPS.map((dataGroup) => viewGroup(dataGroup, reading, { document, authentic: record.authentic })),
    ...viewEndorsement(reading, { document, authentic: record.authentic, circumstances }),
    slots: grants.flatMap((found) => (typeof found === 'string' ? [] : found)),
    missingSlots: GRANT_GROUPS.flatMap((dataGroup, index) => {
      const found = grants[index];
      return typeof found === 'string' ? [{ dataGroup, code: found }] : [];
    }),
    chip: { date: reading.chipFiles.chipDate, lifeCycle: reading.chipFiles.lifeCycle },
    accessLog: describeAccessLog(reading.chipFiles.accessLog, trust),
  };
}

/** The checks of the verifier ask for no purpose here; this one stands for the holder, who asks for everything. */
function circumstancesOf(input: ViewHolderCard, trust: Trust): Circumstances {
  const { at, utcOffsetMinutes, staleness, engine } = input;
  const titles = { zh: '持卡人', en: 'Holder' };
  const purpose = { id: 'holder', titles, fields: ISSUED_GROUPS, asks: [] };
  return { purpose, trust, staleness, at, utcOffsetMinutes, engine };
}

function viewRecord(
  reading: HolderReading,
  { mso, thumbprint }: PermitDocument,
  circumstances: Circumstances | undefined,
): HolderView['record'] {
  const dated = { signer: toHex(thumbprint), validFrom: mso.validFrom, validUntil: mso.validUntil };
  if (circumstances === undefined) {
    const none = unknown('TRUST_ABSENT');
    return { ...dated, authentic: none, current: none, chipGenuine: none };
  }
  const { dg1Bytes, cam } = reading;
  const judged = judgeRecord({ dg1Bytes, terminal: NO_TERMINAL, ...(cam === undefined ? {} : { cam }) }, circumstances);
  const current = judged.mso === undefined ? unknown('RECORD_NOT_AUTHENTIC') : checkCurrent(judged.mso, circumstances);
  return { ...dated, authentic: judged.authentic, chipGenuine: judged.chipGenuine, current };
}

type Record = { readonly document: PermitDocument; readonly authentic: Answer };

function viewGroup(dataGroup: number, reading: HolderReading, { document, authentic }: Record): ViewedGroup {
  const titles = DATA_GROUP_TITLES.get(dataGroup) ?? { zh: `DG${dataGroup}`, en: `DG${dataGroup}` };
  const fileBytes = reading.files.get(dataGroup);
  if (fileBytes === undefined) {
    const missing = reading.missing.get(dataGroup) ?? 'NOT_RELEASED';
    return { dataGroup, titles, fields: {}, signed: unknown(missing), missing };
  }
  const matches = attempt(() => matchesDigests({ dataGroup, fileBytes, digests: document.mso.digests }));
  const fields = attempt(() => decodeDataGroup(dataGroup, fileBytes));
  if (typeof fields === 'string') return { dataGroup, titles, fields: {}, signed: no(fields), missing: fields };
  return { dataGroup, titles, fields, signed: matches === true ? authentic : no('DIGEST_MISMATCH') };
}

function viewEndorsement(
  reading: HolderReading,
  context: Record & { readonly circumstances: Circumstances | undefined },
): Pick<HolderView, 'endorsement' | 'inFunction'> {
  const fileBytes = reading.files.get(ENDORSEMENT_GROUP);
  if (fileBytes === undefined) {
    const missing = reading.missing.get(ENDORSEMENT_GROUP) ?? 'NOT_RELEASED';
    return { endorsement: { missing }, inFunction: unknown(missing) };
  }
  const found = attempt(() => {
    const envelope = decodeEndorsementFile(fileBytes);
    return envelope === undefined ? undefined : decodeSignedEndorsement(envelope.signedBytes).endorsement;
  });
  if (found === undefined) return { endorsement: 'none', inFunction: no('NOT_ENDORSED') };
  if (typeof found === 'string') return { endorsement: { missing: found }, inFunction: no(found) };
  const { version, windowFrom, endorsedThrough } = found;
  const endorsement = { version, from: windowFrom, through: endorsedThrough };
  return { endorsement, inFunction: inFunctionOf(fileBytes, context) };
}

function inFunctionOf(
  fileBytes: Uint8Array,
  { document, authentic, circumstances }: Record & { readonly circumstances: Circumstances | undefined },
): Answer {
  if (circumstances === undefined) return unknown('TRUST_ABSENT');
  if (authentic.answer !== 'yes') return unknown('RECORD_NOT_AUTHENTIC');
  return checkInFunction({ fileBytes, deviceKey: document.mso.deviceKey, circumstances }).answer;
}

/** What `decode` gives, or the code with which the bytes are refused. */
function attempt<Value>(decode: () => Value): Value | Code {
  try {
    return decode();
  } catch (cause) {
    if (cause instanceof DecodeError) return cause.code;
    throw cause;
  }
}
