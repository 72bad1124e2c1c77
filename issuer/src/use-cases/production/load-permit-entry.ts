import { PermitError } from '@residence-permit/shared/errors';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { ageOverOn, type EntitlementRecord } from '@residence-permit/shared/records';
import type { EvidenceFiles, OfficeTransaction, Permit } from '../ports/index.ts';
import type { LoadPermitEntry } from './card-register.ts';

/** The grantors' newest records of a permit. */
export type FindEntitlements = (tx: OfficeTransaction, permit: Permit) => Promise<readonly EntitlementRecord[]>;

/**
 * Puts together what is signed for a permit: the person as registered now, the permit's own facts, the portrait in the chip's
 * size.
 * @throws PermitError STORE_CONFLICT when a part is missing; PERSON_ERASED; EVIDENCE_MISSING, EVIDENCE_DAMAGED
 */
export function makeLoadPermitEntry(deps: {
  readonly files: EvidenceFiles;
  readonly findEntitlements: FindEntitlements;
}): LoadPermitEntry {
  return async (tx, permit) => {
    const person = await tx.persons.find(permit.personId);
    const portrait = await tx.evidence.find(permit.portraitId);
    if (person === undefined || portrait === undefined) {
      throw new PermitError('STORE_CONFLICT', { detail: `permit ${permit.number}: person or portrait is missing` });
    }
    const { sex, ethnicGroup, hukouAddress, residenceAddress } = person.details;
    const { name: issuingAuthority } = await tx.offices.get(permit.officeId);
    const { permitRef, issuedOn, residenceSince, continuousMonths, grounds, serviceClass } = permit;
    const record = {
      name: person.name,
      birthDate: person.birthDate,
      sex,
      ethnicGroup,
      hukouAddress,
      residenceAddress,
      serviceClass,
      citizenId: parseCitizenId(person.citizenId),
      portrait: await deps.files.get(portrait.keyId, portrait.address),
      issue: {
        permitNumber: parsePermitNumber(permit.number),
        issuingAuthority,
        issueDate: issuedOn,
      },
      residence: {
        grounds: [...grounds].toSorted((a, b) => a - b),
        since: residenceSince,
        continuousMonths,
      },
      ageOver: ageOverOn(person.birthDate, issuedOn),
    };
    return { permitRef, record, entitlements: await deps.findEntitlements(tx, permit) };
  };
}
