import * as z from 'zod';
import type { StatisticsRefusal } from '../../../../use-cases/statistics/index.ts';
import type { RefusalStatus } from '../../route/index.ts';
import { rightRefusals } from '../applications/refusals.ts';

/** Which office is asked about; one's own, or every one of the city for who works for none, where it is absent. */
export const AskedOfficeQuery = z.strictObject({
  officeId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
    .optional(),
});

export const statisticsRefusals = { ...rightRefusals, 'office-unknown': 404 } as const satisfies Record<
  StatisticsRefusal,
  RefusalStatus
>;
