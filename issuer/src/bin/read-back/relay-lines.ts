import { z } from 'zod';

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const answer = z.enum(['yes', 'no', 'unknown']);

/** What the reading process asks of the one that holds the card: commands to be sent as a list. */
export const askSchema = z.strictObject({ commands: z.array(hex) });

/** What it gets: responses in order, and the code of the fault that ended the list. */
export const answerSchema = z.strictObject({ responses: z.array(hex), fault: z.string().optional() });

/** What it says at the end. */
export const reportSchema = z.strictObject({
  report: z.strictObject({
    authentic: answer,
    chipGenuine: answer,
    reasons: z.array(z.string()),
    dataGroups: z.array(z.int()),
    name: z.string().optional(),
    permitNumber: z.string().optional(),
  }),
});

/** Or why it could not judge. */
export const faultSchema = z.strictObject({ code: z.string() });

export const lineSchema = z.union([askSchema, reportSchema, faultSchema]);
