import { citizenIdBirthDate, type CitizenId } from '@residence-permit/shared/identifiers';
import type { Outcome } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { type PapersLook, decideProxy, missingPapers, type ProxyRefusal } from '../../domain/papers/index.ts';
import { EVIDENCE_TYPES, type EvidenceType } from '../../domain/policy/index.ts';
import type { OfficeTransaction, Proxy } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';
import { toEligibilityFacts } from './eligibility-facts.ts';

/** A proxy whose ID number was checked. */
export type NamedProxy = Proxy & { readonly citizenId: CitizenId };

/** Whether the applicant files alone, or somebody else for them. Who is who, their ID numbers tell. */
export function decideFiling(
  citizenId: CitizenId,
  proxy: NamedProxy | undefined,
  today: PlainDate,
): Outcome<unknown, ProxyRefusal> {
  const applicant = { personId: citizenId, birthDate: citizenIdBirthDate(citizenId) };
  if (proxy === undefined) return decideProxy(applicant, { today });
  const { ground: reason, relation } = proxy;
  const other = { personId: proxy.citizenId, birthDate: citizenIdBirthDate(proxy.citizenId), reason, relation };
  return decideProxy(applicant, { today, proxy: other });
}

/** What the office knows of the papers of a case. */
export async function lookAtPapers(tx: OfficeTransaction, { application, policy }: CaseFile): Promise<PapersLook> {
  const { id, kind, state, supplement: told, proxy } = application;
  const { grounds, exemptions } = toEligibilityFacts(await tx.applications.facts(application), []);
  const handedIn = (await tx.evidence.ofApplication(id)).flatMap(({ type }) => (isEvidenceType(type) ? [type] : []));
  const claimed = {
    kind,
    grounds: grounds.flatMap(({ ground, fact }) => (fact.value ? [ground] : [])),
    exemptions: exemptions.map(({ value }) => value),
    ...(proxy === undefined ? {} : { proxy: proxy.ground }),
  };
  return { state, told, missing: missingPapers(claimed, { handedIn, policy }) };
}

export function isEvidenceType(type: string): type is EvidenceType {
  return (EVIDENCE_TYPES as readonly string[]).includes(type);
}
