import { dateAt } from '@residence-permit/shared/plain-date';
import type { Application, OfficeTransaction, Permit } from '../ports/index.ts';
import { findingsOf } from './find-findings.ts';

/**
 * The residence that goes into the permit of a decided case, as it was found at acceptance. Somebody who was exempt from the
 * months may have none: then it begins on the day on which the permit does.
 */
export async function findResidence(
  tx: OfficeTransaction,
  application: Application,
): Promise<Pick<Permit, 'residenceSince' | 'continuousMonths' | 'grounds'>> {
  const { utcOffsetMinutes } = await tx.offices.get(application.officeId);
  const found = findingsOf(application)?.residence;
  const acceptedOn = dateAt(application.acceptedAt ?? application.createdAt, utcOffsetMinutes);
  return {
    residenceSince: found?.since ?? acceptedOn,
    continuousMonths: found?.months ?? 0,
    grounds: found?.grounds ?? [],
  };
}
