import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationState } from '../../domain/lifecycles/index.ts';
import { NAME_MAX_LENGTH } from '../../domain/papers/index.ts';
import type { Fact, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { decideDoor, speakerAt } from './decide-door.ts';
import { findDuplicates } from './find-duplicates.ts';
import { onCase } from './on-case.ts';
import { FACT_MAX_LENGTH, FACT_NAME, type SaidFact, toFacts } from './said-facts.ts';
import { NAME_FACT } from './said-name.ts';

export type AddFactRefusal =
  | CaseRefusal
  | 'wrong-state'
  | 'fact-name-bad'
  | 'fact-too-long'
  | 'evidence-not-found'
  | 'door-not-yours'
  | 'speaker-not-at-door';

/** While it is not decided, and not before the office may look at it again. */
const OPEN: readonly ApplicationState[] = ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED'];

/** Writes down what somebody says in a case. What was said before stays, with who said it. */
export function makeAddFact(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: SaidFact & { readonly applicationId: string },
  ): Promise<Outcome<Fact, AddFactRefusal>> => {
    const { applicationId, ...said } = input;
    const act = { applicationId, action: 'application.enter' } as const;
    return onCase<Fact, AddFactRefusal>(deps, by, act, async (tx, file) => {
      const { application, granted, now } = file;
      const { proxy } = application;
      if (!OPEN.includes(application.state)) return refused('wrong-state');
      if (!FACT_NAME.test(said.name)) return refused('fact-name-bad');
      const maxLength = said.name === NAME_FACT ? NAME_MAX_LENGTH : FACT_MAX_LENGTH;
      if (said.value.length > maxLength) return refused('fact-too-long');
      const door = granted.role === 'clerk' ? 'COUNTER' : application.door;
      const speaker = speakerAt(door, proxy);
      const opened = decideDoor(granted.role, { door, proxy, speakers: [said.saidBy ?? speaker] });
      if (!opened.ok) return opened;
      const isOfCase = ({ id }: { readonly id: string }) => id === said.evidenceId;
      if (said.evidenceId !== undefined && !(await tx.evidence.ofApplication(applicationId)).some(isOfCase)) {
        return refused('evidence-not-found');
      }
      const heard = { speaker, reporterId: by.accountId, saidAt: now, newId: deps.newId };
      const [fact] = toFacts([said], heard);
      if (fact === undefined) throw new RangeError('said: want one fact');
      await tx.applications.addFacts(application, [fact]);
      if (said.name === NAME_FACT && application.state !== 'DRAFT') await findDuplicates(tx, file, deps.newId);
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, reason: said.name });
      return ok(fact);
    });
  };
}
