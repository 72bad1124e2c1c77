import type { SaidValue } from '../../domain/papers/index.ts';
import type { Application, Evidence, Fact, OfficeTransaction } from '../ports/index.ts';
import { isEvidenceType } from './papers-of.ts';

/** Under which a case says who its person is to be: what they are called, their ID number, and the birth date in it. */
export const IDENTITY_FACTS = {
  name: 'person.name',
  citizenId: 'person.citizenId',
  birthDate: 'person.birthDate',
} as const;

/** What a case says of who its person is; what nobody said is absent. */
export type SaidIdentity = { readonly [Part in keyof typeof IDENTITY_FACTS]?: SaidValue };

/** Whether a fact says who somebody is. */
export function isIdentityFact(name: string): boolean {
  return Object.values(IDENTITY_FACTS).some((fact) => fact === name);
}

/** What a case says of who its person is, with its papers: the office's or a department's last word, else what others said last. */
export async function saidIdentity(tx: OfficeTransaction, application: Application): Promise<SaidIdentity> {
  const facts = (await tx.applications.facts(application)).filter(({ name }) => isIdentityFact(name));
  if (facts.length === 0) return {};
  const papers = await tx.evidence.ofApplication(application.id);
  const parts = Object.entries(IDENTITY_FACTS).flatMap(([part, fact]) => {
    const said = lastSaid(facts, fact);
    return said === undefined ? [] : [[part, toSaid(said, papers)] as const];
  });
  return Object.fromEntries(parts);
}

function lastSaid(facts: readonly Fact[], fact: string): Fact | undefined {
  const said = facts.filter(({ name }) => name === fact);
  return said.findLast(isConfirmed) ?? said.at(-1);
}

function toSaid(said: Fact, papers: readonly Evidence[]): SaidValue {
  const type = papers.find(({ id }) => id === said.evidenceId)?.type ?? '';
  return { value: said.value, isConfirmed: isConfirmed(said), paper: isEvidenceType(type) ? type : undefined };
}

function isConfirmed({ saidBy }: Fact): boolean {
  return saidBy === 'OFFICE' || saidBy === 'DEPARTMENT';
}
