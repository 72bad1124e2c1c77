import { randomUUID } from 'node:crypto';
import type { Officer } from '@residence-permit/issuer/use-cases/ports';
import { OFFICE_ID } from './sample-offices.ts';

/** Somebody new who works in that office. */
export function anOfficer(officeId: string = OFFICE_ID): Officer {
  return { accountId: randomUUID(), officeId };
}
