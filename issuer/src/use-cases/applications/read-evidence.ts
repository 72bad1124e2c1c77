import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Evidence, EvidenceFiles, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { onCase } from './on-case.ts';

export type ReadEvidenceRefusal = CaseRefusal | 'evidence-not-found';

/** A paper and what is in it. */
export type EvidenceContent = { readonly evidence: Evidence; readonly bytes: Uint8Array };

/**
 * Opens a paper of a case; the look is written down before the content is read.
 * @throws PermitError EVIDENCE_MISSING; EVIDENCE_DAMAGED; PERSON_ERASED; STORE_FAILED
 */
export function makeReadEvidence(deps: CaseDeps & { readonly files: EvidenceFiles }) {
  return async (
    by: SignedIn,
    input: { readonly applicationId: string; readonly evidenceId: string },
  ): Promise<Outcome<EvidenceContent, ReadEvidenceRefusal>> => {
    const { applicationId, evidenceId } = input;
    const act = { applicationId, action: 'evidence.read' } as const;
    const found = await onCase<Evidence, ReadEvidenceRefusal>(deps, by, act, async (tx, { application, granted }) => {
      const evidence = (await tx.evidence.ofApplication(applicationId)).find(({ id }) => id === evidenceId);
      if (evidence === undefined) return refused('evidence-not-found');
      const { action, purpose } = granted;
      const about = { personId: application.personId, caseNumber: application.number, object: evidenceId };
      await tx.audit({ action, ...about, ...(purpose === undefined ? {} : { purpose }) });
      return ok(evidence);
    });
    if (!found.ok) return found;
    const { keyId, address } = found.value;
    return ok({ evidence: found.value, bytes: await deps.files.get(keyId, address) });
  };
}
