import { parseCitizenId } from '@residence-permit/shared/identifiers';
import { DecodeError } from '@residence-permit/shared/errors';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import * as z from 'zod';
import { FACT_MAX_LENGTH, FACT_NAME } from '../../../use-cases/applications/index.ts';
import { PERSON_LANGUAGES, SPEAKERS } from '../../../use-cases/ports/index.ts';

/** An ID number with a right check character. GB 11643-1999. */
export const CitizenIdText = z
  .string()
  .regex(/^\d{17}[\dX]$/)
  .transform((text, context) => decoded(() => parseCitizenId(text), context));

/** A day that the calendar has: YYYY-MM-DD. */
export const DayText = z.iso
  .date()
  .transform((text, context) => decoded((): PlainDate => parsePlainDate(text), context));

/** Words of an officer: no longer than a paragraph. */
export const Words = z.string().trim().min(1).max(500);
export const PersonName = z.string().trim().min(1).max(100);
export const Address = z.string().trim().min(1).max(200);
/** In which somebody is written to. */
export const LanguageWord = z.enum(PERSON_LANGUAGES);
export const SpeakerWord = z.enum(SPEAKERS);
export const CaseParams = z.strictObject({ applicationId: z.uuid() });

/** The number of a case in a reply: office, year, number. */
export const CardNumber = z.string().regex(/^\d{10}$/);
export const PermitNumber = z.string().regex(/^[A-Z0-9-]{1,64}$/);
export const CaseNumber = z.string().regex(/^[A-Z0-9-]{1,64}$/);
/** A state of a life cycle in a reply. */
export const StateWord = z.string().regex(/^[A-Z_]+$/);
/** Seconds since the epoch. */
export const Instant = z.int().min(0);
/** A reason with the clause that it rests on. */
export const Reason = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/),
  clause: z.string().trim().min(1).max(120),
  words: Words,
});
export const SaidFactBody = z.strictObject({
  name: z.string().max(80).regex(FACT_NAME),
  value: z.string().trim().min(1).max(FACT_MAX_LENGTH),
  saidBy: SpeakerWord.optional(),
  evidenceId: z.uuid().optional(),
});

/** The object without the members that are undefined: absent is how the use cases say it. */
export function without<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<Value>;
}

type Defined<Value> = { [Name in keyof Value]: Exclude<Value[Name], undefined> };

function decoded<Value>(decode: () => Value, context: z.RefinementCtx): Value {
  try {
    return decode();
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    context.addIssue({ code: 'custom', message: cause.code });
    return z.NEVER;
  }
}
