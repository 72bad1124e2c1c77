import type { GuidedCase } from '@residence-permit/issuer/use-cases/ports';
import { DEMO_PEOPLE, type Story } from './demo-people.ts';
import type { DemoRecord } from './demo-record.ts';
import type { OfficeDesk } from './office-desk.ts';

/** Cases that need nothing but officers to become cards, in the order in which a visitor is led through them. */
const GUIDED: readonly Story[] = ['submitted', 'accepted', 'overdue', 'approved', 'held'];
/** States from which there is a way to an active card without a new paper. */
const UNDER_WAY = [
  'SUBMITTED',
  'ACCEPTED',
  'IN_REVIEW',
  'APPROVED',
  'IN_PRODUCTION',
  'QUALITY_CHECK',
  'READY',
  'DELIVERED',
];

/** The first of the prepared cases whose card is not active yet; nothing once each has one. */
export function findGuidedCase(
  { inTransaction }: Pick<OfficeDesk, 'inTransaction'>,
  { cases }: Pick<DemoRecord, 'cases'>,
): Promise<GuidedCase | undefined> {
  // Whoever visits looks on; nothing of it is an act of the office.
  return inTransaction({ accountId: undefined, officeId: 'operator' }, async (tx) => {
    for (const story of GUIDED) {
      const ref = cases[story];
      const found = ref === undefined ? undefined : await tx.applications.find(ref.applicationId);
      if (ref === undefined || found === undefined || !UNDER_WAY.includes(found.state)) continue;
      const { applicationId, number } = ref;
      return { applicationId, number, holderName: DEMO_PEOPLE[story].name, state: found.state };
    }
    return undefined;
  });
}
