import type { Code } from '@residence-permit/shared/errors';
import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import { type Answer, no, unknown, YES } from './answer.ts';
import type { CardReading } from './card-reading.ts';
import { checkAuthentic } from './checks/check-authentic.ts';
import { checkChipGenuine } from './checks/check-chip-genuine.ts';
import type { Circumstances } from './circumstances.ts';

/**
 * What DG1 and the proof of the chip show. A terminal signs something for a card only when both answers are yes; after
 * generic mapping, whose proof comes later, when the first one is.
 */
export type RecordJudgement = {
  readonly authentic: Answer;
  readonly chipGenuine: Answer;
  /** There exactly when `authentic` is yes. */
  readonly mso?: MobileSecurityObject;
};

/** The first half of a judgement: it must stand before the terminal authenticates. Card profile 1 §4 step 2. */
export function judgeRecord(
  reading: Pick<CardReading, 'dg1Bytes' | 'cam' | 'chipAuth' | 'terminal' | 'interruption'>,
  circumstances: Circumstances,
): RecordJudgement {
  if (reading.dg1Bytes === undefined) {
    return { authentic: withoutRecord(reading.interruption?.code), chipGenuine: unknown('NOT_REACHED') };
  }
  const found = checkAuthentic(reading.dg1Bytes, circumstances);
  if ('answer' in found) return { authentic: found, chipGenuine: unknown('RECORD_NOT_AUTHENTIC') };
  return {
    authentic: YES,
    chipGenuine: checkChipGenuine(reading, found.mso.deviceKey, circumstances.engine),
    mso: found.mso,
  };
}

/** A card of another kind is a no: it is no permit. Whatever else kept DG1 away proves nothing. */
function withoutRecord(code: Code | undefined): Answer {
  return code === 'CARD_NOT_PERMIT' ? no(code) : unknown(code ?? 'NOT_REACHED');
}
