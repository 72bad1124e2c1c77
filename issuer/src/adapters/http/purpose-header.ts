import * as z from 'zod';
import { PURPOSES, type Purpose } from '../../domain/rights/index.ts';

/** What a record is opened for, where the route leaves it to the request. */
export const PURPOSE_HEADER = 'Permit-Purpose';

export const PurposeHeader = z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]]);
