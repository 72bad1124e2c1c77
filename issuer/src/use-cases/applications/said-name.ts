import type { SaidName } from '../../domain/papers/index.ts';
import type { Application, Fact, OfficeTransaction } from '../ports/index.ts';
import { isEvidenceType } from './papers-of.ts';

/** Under which a case says what its person is to be called. */
export const NAME_FACT = 'person.name';

/** What a case says of the person's name, with its paper: the office's or a department's last word, else what others said last. */
export async function saidName(tx: OfficeTransaction, application: Application): Promise<SaidName | undefined> {
  const names = (await tx.applications.facts(application)).filter(({ name }) => name === NAME_FACT);
  const said = names.findLast(isConfirmed) ?? names.at(-1);
  if (said === undefined) return undefined;
  const papers = await tx.evidence.ofApplication(application.id);
  const type = papers.find(({ id }) => id === said.evidenceId)?.type ?? '';
  return { value: said.value, isConfirmed: isConfirmed(said), paper: isEvidenceType(type) ? type : undefined };
}

function isConfirmed({ saidBy }: Fact): boolean {
  return saidBy === 'OFFICE' || saidBy === 'DEPARTMENT';
}
