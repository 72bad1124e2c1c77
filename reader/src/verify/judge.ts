import type { Code } from '@residence-permit/shared/errors';
import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import type { Endorsement, ReleasedFields } from '@residence-permit/shared/records';
import { type Answer, type Answers, unknown } from './answer.ts';
import { answerAll, type JudgeInput } from './answer-all.ts';
import type { CardReading } from './card-reading.ts';
import type { CoveringGrant } from './checks/check-entitled.ts';
import type { Circumstances } from './circumstances.ts';
import { judgeRecord } from './judge-record.ts';
import { type TrustAge, trustAgeOf } from './trust-age.ts';
import { decideVerdict, listReasons, type Verdict } from './verdict.ts';

/** What was concluded from one reading. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly answers: Answers;
  /** The code of every answer that is not yes, what was refused first; NOT_ASKED stands in an accepted tap too. */
  readonly reasons: readonly Code[];
  /** The fields that the purpose names, the card released and the record signs; empty unless `authentic` is yes. */
  readonly fields: ReleasedFields;
  /** Data groups that the purpose names and that were not obtained, ascending. */
  readonly withheld: readonly number[];
  /** The endorsement of this chip, in force or not; absent if none is signed for it, or if it was not read. */
  readonly endorsement?: Endorsement;
  /** The grant that made `entitled` yes. */
  readonly covering?: CoveringGrant;
  readonly trustAge: TrustAge;
};

/** Judges a reading. Pure: the same bytes under the same circumstances always get the same judgement; bad bytes never throw. */
export function judge(reading: CardReading, circumstances: Circumstances): Judgement {
  return judgeFiles({ reading, record: judgeRecord(reading, circumstances), circumstances });
}

/** The second half of a judgement, after `judgeRecord` on the same reading under the same circumstances. */
export function judgeFiles(input: JudgeInput): Judgement {
  const { reading, circumstances } = input;
  const { purpose } = circumstances;
  const findings = answerAll(input);
  const answers = onlyAsked(findings.answers, purpose.asks);
  const { interruption } = reading;
  return {
    verdict: decideVerdict({ answers, asks: purpose.asks, interruption }),
    answers,
    reasons: listReasons(answers, interruption),
    fields: findings.fields,
    withheld: purpose.fields.filter((dataGroup) => !wasRead(reading, dataGroup)),
    ...(findings.endorsement === undefined ? {} : { endorsement: findings.endorsement }),
    ...(findings.covering === undefined ? {} : { covering: findings.covering }),
    trustAge: trustAgeOf(circumstances, findings.mso),
  };
}

function wasRead({ files, redacted }: CardReading, dataGroup: number): boolean {
  return files.has(dataGroup) || redacted?.has(dataGroup) === true;
}

/** Card profile 1 §7: a question that the purpose does not ask is unknown with NOT_ASKED. */
function onlyAsked(answers: Answers, asks: Circumstances['purpose']['asks']): Answers {
  const shown = (id: keyof Answers): Answer => (asks.includes(id) ? answers[id] : unknown('NOT_ASKED'));
  const [authentic, current, inFunction, chipGenuine, entitled] = ANSWER_IDS;
  return {
    authentic: shown(authentic),
    current: shown(current),
    inFunction: shown(inFunction),
    chipGenuine: shown(chipGenuine),
    entitled: shown(entitled),
  };
}
