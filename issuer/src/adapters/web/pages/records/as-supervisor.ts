import type { PageRequest, Shown } from '../../page/page.ts';

/** Shows a page to supervisors; to others that they may not do this, before anybody's record is opened. */
export async function asSupervisor(page: PageRequest, show: (page: PageRequest) => Promise<Shown>): Promise<Shown> {
  if (page.viewer?.roles.includes('supervisor') === true) return show(page);
  return { kind: 'problem', code: 'NOT_ALLOWED', status: 403, errors: [] };
}
