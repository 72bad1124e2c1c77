import type { PageRequest } from '../../page/page.ts';
import type { Grant } from './read-grants.ts';

/** An entitlement as the pages of the office show it. */
export function grantShown(page: PageRequest, titles: ReadonlyMap<string, string>, grant: Grant) {
  return {
    ...grant,
    title: titles.get(grant.kind) ?? grant.kind,
    department: departmentName(page, grant.grantor),
    isMine: grant.enteredBy === page.viewer?.accountId,
  };
}

/** The name of a department by the word under which it signs. */
export function departmentName({ say, has }: PageRequest, grantor: string): string {
  return has(`standing.department.${grantor}`) ? say(`standing.department.${grantor}`) : grantor;
}
