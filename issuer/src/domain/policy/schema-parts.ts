import { DecodeError } from '@residence-permit/shared/errors';
import { isGround } from '@residence-permit/shared/records';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { z } from 'zod';

/** An object with exactly these members, none of them writable. */
export function members<const Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape).readonly();
}

/** A list that cannot be written to. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

/** A whole number of days, weeks or months from 0; four digits are enough for every period of law. */
export const wholeNumber = z.int().min(0).max(9999);

/** The clause on which a rule rests, as it is cited to the person: law and article. */
export const clause = z.string().min(1).max(120);

/** What a thing is called in the two languages of the office. */
export const titles = members({ zh: z.string().min(1), en: z.string().min(1) });

/** A ground of residence: 1 job, 2 dwelling, 3 study. */
export const ground = z.union([z.literal(1), z.literal(2), z.literal(3)]).refine(isGround);

/** 'YYYY-MM-DD' of a day that the calendar has. */
export const plainDate = z.string().transform((text, context): PlainDate => {
  try {
    return parsePlainDate(text);
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    context.issues.push({ code: 'custom', message: cause.message, input: text });
    return z.NEVER;
  }
});
