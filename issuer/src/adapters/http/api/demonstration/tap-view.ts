import * as z from 'zod';
import type { DemonstrationTap } from '../../../../use-cases/ports/index.ts';

const Answer = z.strictObject({ answer: z.enum(['yes', 'no', 'unknown']), code: z.string().optional() });
const Fields = z.strictObject({
  name: z.string().optional(),
  birthDate: z.iso.date().optional(),
  sex: z.int().optional(),
  ethnicGroup: z.string().optional(),
  citizenId: z.string().optional(),
  hukouAddress: z.string().optional(),
  residenceAddress: z.string().optional(),
  /** JPEG, base64. */
  portrait: z.base64().optional(),
  issue: z.strictObject({ permitNumber: z.string(), issuingAuthority: z.string(), issueDate: z.iso.date() }).optional(),
  residence: z.strictObject({ grounds: z.array(z.int()), since: z.iso.date(), continuousMonths: z.int() }).optional(),
  ageOver: z.strictObject({ over16: z.boolean(), over18: z.boolean(), over60: z.boolean() }).optional(),
  serviceClass: z.int().optional(),
});

/** A tap in a reply; of a service point its id alone. */
export const TapView = z.strictObject({
  servicePoint: z.string(),
  verdict: z.enum(['accepted', 'rejected', 'undecided']),
  answers: z.strictObject({
    authentic: Answer,
    current: Answer,
    inFunction: Answer,
    chipGenuine: Answer,
    entitled: Answer,
  }),
  reasons: z.array(z.string()),
  fields: Fields,
  withheld: z.array(z.int()),
  coveredThrough: z.iso.date().optional(),
  endorsedThrough: z.iso.date().optional(),
  cost: z.strictObject({ apdus: z.int(), bytes: z.int() }),
});

/** The tap as JSON holds it. */
export function toTapView({ servicePoint, fields, ...rest }: DemonstrationTap) {
  const { portrait, ...others } = fields;
  const shown = portrait === undefined ? others : { ...others, portrait: Buffer.from(portrait).toString('base64') };
  return { ...rest, servicePoint: servicePoint.id, fields: shown };
}
