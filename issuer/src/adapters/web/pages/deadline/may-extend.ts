import type { PageRequest } from '../../page/page.ts';
import type { CaseBody } from '../cases/read-case.ts';

/** Whether the viewer can give the case more days: its clock runs, is in time and was not extended before. */
export function mayExtend({ viewer }: PageRequest, { application, clock }: CaseBody): boolean {
  const isSupervisor = viewer?.roles.includes('supervisor') === true;
  return isSupervisor && clock?.state === 'RUNNING' && application.extendedFor === undefined;
}

/** The ground on which a case got more days, as the rules name it; nothing where it got none. */
export function extendedFor({ language }: PageRequest, { application, clock }: CaseBody): string | undefined {
  const ground = clock?.rules.extensionGrounds.find(({ id }) => id === application.extendedFor);
  return ground?.titles[language] ?? application.extendedFor;
}
