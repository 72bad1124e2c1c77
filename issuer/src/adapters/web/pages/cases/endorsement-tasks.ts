import type { ApplicationState } from '../../../../domain/lifecycles/index.ts';
import type { PageRequest } from '../../page/page.ts';
import { addressHere } from './case-address.ts';
import type { Task } from './case-tasks.ts';

/** The last step of an endorsement: the card that the holder has is endorsed at the counter, and no other is made. */
export function endorsementTasks(page: PageRequest, state: ApplicationState): readonly Task[] {
  if (state === 'CLOSED') return [{ name: 'endorse', status: 'done', to: addressHere(page, 'endorsed') }];
  if (state !== 'APPROVED') return [{ name: 'endorse', status: 'waiting' }];
  const isClerk = page.viewer?.roles.includes('clerk') === true;
  return [{ name: 'endorse', status: isClerk ? 'now' : 'waiting', to: addressHere(page, 'endorse') }];
}
