import type { Ground } from '@residence-permit/shared/records';
import type { ApplicationKind, EvidenceType, Exemption, PaperRule, PolicySet, ProxyReason } from '../policy/index.ts';

/** What decides which papers a case needs. */
export type PapersCase = {
  readonly kind: ApplicationKind;
  /** Grounds that the application rests on. */
  readonly grounds: readonly Ground[];
  readonly exemptions: readonly Exemption[];
  /** Why somebody else files; absent when the applicant does. */
  readonly proxy?: ProxyReason;
};

/** A paper that is missing: any one of `anyOf` will do. */
export type MissingPaper = {
  /** Id of the rule of the policy that asks for it. */
  readonly rule: string;
  readonly anyOf: readonly EvidenceType[];
  readonly clause: string;
};

/** The rules that ask for papers in a case, in the order of the policy. */
export function papersFor(request: PapersCase, { papers }: Pick<PolicySet, 'papers'>): readonly PaperRule[] {
  return papers.filter((rule) => applies(rule, request));
}

/**
 * Everything that is missing, at once: Decree 663 art. 9 has it told once and completely. Empty when the case is complete.
 * One paper serves every rule that takes it, as a lease shows address and dwelling.
 */
export function missingPapers(
  request: PapersCase,
  { handedIn, policy }: { readonly handedIn: readonly EvidenceType[]; readonly policy: Pick<PolicySet, 'papers'> },
): readonly MissingPaper[] {
  return papersFor(request, policy)
    .filter(({ anyOf }) => !anyOf.some((type) => handedIn.includes(type)))
    .map(({ id, anyOf, clause }) => ({ rule: id, anyOf, clause }));
}

function applies(rule: PaperRule, { kind, grounds, exemptions, proxy }: PapersCase): boolean {
  return (
    rule.kinds.includes(kind) &&
    (rule.ground === undefined || grounds.includes(rule.ground)) &&
    (rule.exemption === undefined || exemptions.includes(rule.exemption)) &&
    (rule.proxy === undefined || (proxy !== undefined && rule.proxy.includes(proxy)))
  );
}
