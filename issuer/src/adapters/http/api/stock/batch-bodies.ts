import * as z from 'zod';
import { CardNumber } from '../bodies.ts';

export const BatchParams = z.strictObject({ batchId: z.uuid() });
/** A case of a batch: its card, or why it has none. */
export const Reserved = z.strictObject({
  applicationId: z.uuid(),
  cardNumber: CardNumber.optional(),
  refusal: z
    .string()
    .regex(/^[a-z][a-z-]*$/)
    .optional(),
});
