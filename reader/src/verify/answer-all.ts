import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import type { Endorsement, ReleasedFields } from '@residence-permit/shared/records';
import { type Answer, type Answers, unknown } from './answer.ts';
import type { CardReading } from './card-reading.ts';
import { checkAge } from './checks/check-age.ts';
import { checkCurrent, checkListFresh } from './checks/check-current.ts';
import { checkEntitled, type CoveringGrant, type EntitledFinding } from './checks/check-entitled.ts';
import { checkInFunction, type InFunctionFinding } from './checks/check-in-function.ts';
import { checkReleased } from './checks/check-released.ts';
import { checkSuspension } from './checks/check-suspension.ts';
import type { Circumstances } from './circumstances.ts';
import type { RecordJudgement } from './judge-record.ts';

const ENDORSEMENT_GROUP = 17;

/** A reading whose record was judged, and what it is judged under. */
export type JudgeInput = {
  readonly reading: CardReading;
  readonly record: RecordJudgement;
  readonly circumstances: Circumstances;
};

/** All five answers, asked or not, and what may be given out with them. */
export type Findings = {
  readonly answers: Answers;
  readonly fields: ReleasedFields;
  readonly mso?: MobileSecurityObject;
  readonly endorsement?: Endorsement;
  readonly covering?: CoveringGrant;
};

/** Runs every check on what was read. An answer that rests on another which is not yes is unknown. */
export function answerAll(input: JudgeInput): Findings {
  const { reading, record, circumstances } = input;
  const { mso } = record;
  if (mso === undefined) return nothingBut(record.authentic, record.chipGenuine);
  const { digests } = mso;
  const released = checkReleased({ groups: circumstances.purpose.fields, reading, digests });
  if ('answer' in released) return nothingBut(released, unknown('RECORD_NOT_AUTHENTIC'));
  const inFunction = findInFunction(input, mso);
  const entitled = findEntitled(input, mso, inFunction.answer);
  return {
    answers: {
      authentic: record.authentic,
      current: unlessClockBehind(checkCurrent(mso, circumstances), inFunction.answer),
      inFunction: inFunction.answer,
      chipGenuine: record.chipGenuine,
      entitled: entitled.answer,
    },
    fields: released,
    mso,
    ...(inFunction.endorsement === undefined ? {} : { endorsement: inFunction.endorsement }),
    ...(entitled.covering === undefined ? {} : { covering: entitled.covering }),
  };
}

/** A clock that is behind the endorsement cannot tell the age of a list either; what is refused stays refused. */
function unlessClockBehind(current: Answer, inFunction: Answer): Answer {
  const behind = inFunction.answer === 'unknown' && inFunction.code === 'CLOCK_BEHIND_CARD';
  return behind && current.answer === 'yes' ? inFunction : current;
}

/** From a record that is not authentic nothing follows, and nothing of it is given out. */
function nothingBut(authentic: Answer, following: Answer): Findings {
  return {
    answers: { authentic, current: following, inFunction: following, chipGenuine: following, entitled: following },
    fields: {},
  };
}

function findInFunction({ reading, record, circumstances }: JudgeInput, mso: MobileSecurityObject): InFunctionFinding {
  const fileBytes = reading.files.get(ENDORSEMENT_GROUP);
  if (fileBytes === undefined) return { answer: notRead(reading, record) };
  return checkInFunction({ fileBytes, deviceKey: mso.deviceKey, circumstances });
}

function findEntitled(
  { reading, record, circumstances }: JudgeInput,
  mso: MobileSecurityObject,
  inFunction: Answer,
): EntitledFinding {
  const { trust, purpose } = circumstances;
  if (reading.terminal.kind === 'uncertified') {
    return { answer: unknown(record.chipGenuine.answer === 'yes' ? reading.terminal.code : 'NOT_REACHED') };
  }
  const kind = purpose.kind === undefined ? undefined : trust.findKind(purpose.kind);
  if (kind === undefined) return { answer: unknown('PURPOSE_UNKNOWN') };
  const fileBytes = reading.files.get(kind.dataGroup);
  if (fileBytes === undefined) return { answer: notRead(reading, record) };
  const { outcome } = checkAge({ file: 'bundle', dated: trust, circumstances, kind });
  if (outcome !== 'fresh') return { answer: unknown('TRUST_STALE') };
  const fresh = checkListFresh(trust.findStatusList(mso.status.uri), circumstances, kind);
  if (fresh.answer !== 'yes') return { answer: fresh };
  const finding = checkEntitled({ fileBytes, kind, permitRef: mso.permitRef, circumstances });
  if (finding.answer.answer !== 'yes') return finding;
  const suspension = checkSuspension(kind, inFunction);
  return suspension.answer === 'yes' ? finding : { answer: suspension };
}

/** Why a group that a question needs is missing: the tap ended, the chip did not prove itself, or the card kept it. */
function notRead(reading: CardReading, record: RecordJudgement): Answer {
  if (reading.interruption !== undefined) return unknown(reading.interruption.code);
  return unknown(record.chipGenuine.answer === 'yes' ? 'NOT_RELEASED' : 'NOT_REACHED');
}
