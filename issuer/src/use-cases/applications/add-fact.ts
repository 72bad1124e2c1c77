import { DecodeError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { ApplicationState } from '../../domain/lifecycles/index.ts';
import { NAME_MAX_LENGTH, readCitizenId } from '../../domain/papers/index.ts';
import type { Fact, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { decideDoor, speakerAt } from './decide-door.ts';
import { findDuplicates } from './find-duplicates.ts';
import { onCase } from './on-case.ts';
import { FACT_MAX_LENGTH, FACT_NAME, type SaidFact, toFacts } from './said-facts.ts';
import { IDENTITY_FACTS, isIdentityFact } from './said-identity.ts';

export type AddFactRefusal =
  | CaseRefusal
  | 'wrong-state'
  | 'fact-name-bad'
  | 'fact-too-long'
  /** No ID number, or no birth date. */
  | 'fact-value-bad'
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
      const fault = valueFault(said);
      if (fault !== undefined) return refused(fault);
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
      if (isIdentityFact(said.name) && application.state !== 'DRAFT') await findDuplicates(tx, file, deps.newId);
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, reason: said.name });
      return ok(fact);
    });
  };
}

function valueFault({ name, value }: SaidFact): 'fact-too-long' | 'fact-value-bad' | undefined {
  if (value.length > (name === IDENTITY_FACTS.name ? NAME_MAX_LENGTH : FACT_MAX_LENGTH)) return 'fact-too-long';
  if (name === IDENTITY_FACTS.citizenId && readCitizenId(value) === undefined) return 'fact-value-bad';
  return name === IDENTITY_FACTS.birthDate && !isDay(value) ? 'fact-value-bad' : undefined;
}

function isDay(text: string): boolean {
  try {
    return parsePlainDate(text) === text;
  } catch (cause) {
    if (cause instanceof DecodeError) return false;
    throw cause;
  }
}
