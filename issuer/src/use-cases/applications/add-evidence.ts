import { equalBytes } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationState } from '../../domain/lifecycles/index.ts';
import type { EvidenceType } from '../../domain/policy/index.ts';
import type { OfficeTransaction, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
import { type FileRefusal, type KeptPaper, keepPaper, type PaperDeps } from './keep-paper.ts';
import { onCase } from './on-case.ts';
import { retainedUntil } from './start-retention.ts';

export type AddEvidence = {
  readonly applicationId: string;
  readonly type: EvidenceType;
  readonly content: Uint8Array;
};

export type AddEvidenceRefusal = CaseRefusal | FileRefusal | 'wrong-state';

export type EvidenceAdded = {
  readonly evidenceId: string;
  /** Of a portrait: the one in the size of the chip. */
  readonly chipPortraitId?: string;
};

/** Until it is decided: the reviewer may send for a better picture. */
const OPEN: readonly ApplicationState[] = ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED', 'IN_REVIEW'];

/**
 * Adds a paper to a case. Its content is judged and sealed before the case knows of it. The same file twice is one paper.
 * @throws PermitError PERSON_ERASED; STORE_FAILED
 */
export function makeAddEvidence(deps: CaseDeps & PaperDeps) {
  return async (by: SignedIn, input: AddEvidence): Promise<Outcome<EvidenceAdded, AddEvidenceRefusal>> => {
    const act = { applicationId: input.applicationId, action: 'evidence.add' } as const;
    const open = await onCase<string, AddEvidenceRefusal>(deps, by, act, async (_tx, { application }) =>
      OPEN.includes(application.state) ? ok(application.personId) : refused('wrong-state'),
    );
    if (!open.ok) return open;
    const kept = await keepPaper(deps, open.value, input);
    if (!kept.ok) return kept;
    return onCase<EvidenceAdded, AddEvidenceRefusal>(deps, by, act, async (tx, file) => {
      if (!OPEN.includes(file.application.state)) return refused('wrong-state');
      const ids: string[] = [];
      for (const paper of kept.value) ids.push(await record(tx, file, { by, paper }));
      const [evidenceId = '', chipPortraitId] = ids;
      return ok({ evidenceId, ...(chipPortraitId === undefined ? {} : { chipPortraitId }) });
    });
  };

  async function record(
    tx: OfficeTransaction,
    { application, policy, today, now, granted }: CaseFile,
    { by, paper }: { readonly by: SignedIn; readonly paper: KeptPaper },
  ): Promise<string> {
    const { id: applicationId, personId, number: caseNumber } = application;
    const known = (await tx.evidence.ofApplication(applicationId)).find(
      (other) => other.type === paper.type && equalBytes(other.address, paper.address),
    );
    if (known !== undefined) return known.id;
    const id = deps.newId();
    const kept = { addedBy: by.accountId, addedAt: now, retainUntil: retainedUntil(paper.type, policy, today) };
    await tx.evidence.insert({ ...paper, ...kept, id, personId, applicationId });
    await tx.audit({ action: granted.action, personId, caseNumber, object: id, reason: paper.type });
    return id;
  }
}
