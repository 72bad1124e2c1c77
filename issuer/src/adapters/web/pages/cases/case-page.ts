import { isOver } from '../../../../domain/lifecycles/index.ts';
import { clauseName } from '../../../documents/content/name-tables.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { endingAddress } from '../endings/ending-address.ts';
import { extendedFor, mayExtend } from '../deadline/may-extend.ts';
import { feeShown } from '../fees/fee-shown.ts';
import { recordAddress, recordHere } from '../records/record-address.ts';
import { isSealed } from '../records/read-record.ts';
import { actsOn, CASE_ACTS, type CaseAct, isCaseAct } from './case-acts.ts';
import { addressHere, CASE_PATH, caseParams, groundHere } from './case-address.ts';
import { standingFacts } from './case-facts.ts';
import { tasksOf } from './case-tasks.ts';
import { nameIn, readWorkplace } from './colleagues.ts';
import { factShown } from './fact-shown.ts';
import { missingShown, papersShown } from './paper-shown.ts';
import { readCase } from './read-case.ts';

/** A case: where it stands, what is to be done by whom, and everything that is known. */
export const casePages: readonly PageDefinition[] = [
  { path: CASE_PATH, access: 'signed-in', show: (page) => showCase(page), act: doOnCase },
  { path: `${CASE_PATH}/confirm/:act`, access: 'signed-in', show: (page) => showConfirm(page), act: doConfirmed },
];

async function showCase(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  // A supervisor is led to what can be done about a sealed record.
  if (read.kind === 'problem') return isSealed(read) && isSupervisor(page) ? goTo(recordHere(page)) : read;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const nameOf = nameIn(workplace.body, page);
  const { application, person, facts, evidence, missing, decision, moves, clock, fees } = read.body;
  const standing = standingFacts(facts);
  const roles: readonly string[] = page.viewer?.roles ?? [];
  const data = {
    here: addressHere(page),
    application,
    person,
    clock,
    // A case that was decided, or is over, asks for nothing more.
    missing: decision !== undefined || isOver(application.state) ? [] : missingShown(page, missing),
    tasks: tasksOf(page, read.body),
    acts: actsOn(page, read.body).map((name) => ({ name })),
    holder: nameOf(application.takenBy),
    isMine: application.takenBy === page.viewer?.accountId,
    facts: standing.map((fact) => factShown(page, fact, evidence)),
    earlier: facts.filter((fact) => !standing.includes(fact)).map((fact) => factShown(page, fact, evidence)),
    papers: papersShown(page, evidence),
    decision:
      decision === undefined
        ? undefined
        : {
            ...decision,
            by: nameOf(decision.deciderId),
            reasons: decision.reasons.map(({ words, clause }) => ({
              words,
              clause: clauseName(clause, page.language),
            })),
          },
    fees: fees.map((fee) => feeShown(page, fee)),
    maySeeToFees: ['clerk', 'supervisor'].some((role) => roles.includes(role)),
    maySeeStays: roles.includes('clerk'),
    mayExtend: mayExtend(page, read.body),
    extendedFor: extendedFor(page, read.body),
    moves: moves.map(({ to, at, actorId }) => ({ to, at, by: nameOf(actorId) })),
    toEnding: isSupervisor(page) && application.permitId !== undefined ? endingAddress(application) : undefined,
    toRecord: isSupervisor(page) ? recordAddress(application) : undefined,
    toNumber: roles.includes('clerk') ? recordAddress(application, 'number') : undefined,
    documents: documentsDue(read.body.application, decision?.outcome),
  };
  return showForm('cases/case', { data, values: {}, errors });
}

async function doOnCase(page: PageRequest): Promise<Shown> {
  const name = textOf(page.fields, 'act');
  if (!isCaseAct(name)) return showCase(page);
  const act: CaseAct = CASE_ACTS[name];
  return act.isAskedAgain ? goTo(addressHere(page, `confirm/${name}`)) : perform(page, act);
}

async function showConfirm(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const name = page.params['act'] ?? '';
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const isDue = isCaseAct(name) && CASE_ACTS[name].isAskedAgain && actsOn(page, read.body).includes(name);
  if (!isDue) return goTo(addressHere(page));
  const { application, person, missing } = read.body;
  const data = {
    act: name,
    here: addressHere(page),
    name: person.name,
    number: application.number,
    missing: name === 'supplement' ? missingShown(page, missing) : [],
  };
  return showForm('cases/confirm', { data, values: {}, errors });
}

function doConfirmed(page: PageRequest): Promise<Shown> {
  const name = page.params['act'] ?? '';
  return isCaseAct(name) ? perform(page, CASE_ACTS[name]) : showCase(page);
}

async function perform(page: PageRequest, act: CaseAct): Promise<Shown> {
  const { route, isLook, next = '' } = act;
  const ground = isLook ? groundHere(page) : {};
  const done = await page.ask(route, { params: caseParams(page), ...ground });
  if (done.kind === 'reply') return goTo(addressHere(page, next));
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showCase(page, errors);
}

/** A supervisor ends what another one granted, and sees to whole records. */
function isSupervisor({ viewer }: PageRequest): boolean {
  return viewer?.roles.includes('supervisor') === true;
}

/** The documents that the office can print of a case by now. */
function documentsDue(
  { acceptedAt, supplement }: { readonly acceptedAt?: number | undefined; readonly supplement?: unknown },
  outcome: string | undefined,
): readonly string[] {
  return [
    ...(acceptedAt === undefined ? [] : ['acceptance-receipt']),
    ...(supplement === undefined ? [] : ['missing-papers-notice']),
    ...(outcome === 'REFUSED' ? ['refusal-notice'] : []),
  ];
}
