import type { PageRequest, Shown } from '../../page/page.ts';
import { NOT_ALLOWED } from '../../page/shown.ts';

/** Shows a page to supervisors; to others that they may not do this, before anybody's record is opened. */
export async function asSupervisor(page: PageRequest, show: (page: PageRequest) => Promise<Shown>): Promise<Shown> {
  if (page.viewer?.roles.includes('supervisor') === true) return show(page);
  return NOT_ALLOWED;
}
