import { PermitError } from '@residence-permit/shared/errors';
import type { ServiceSettings } from './settings.ts';

/** A demonstration tells every password, so no office in production stands beside one. @throws PermitError SETTING_BAD */
export function requireTrial({ stage, accounts }: Pick<ServiceSettings, 'stage' | 'accounts'>): void {
  if (stage === 'trial' && accounts.profile === 'demo') return;
  throw new PermitError('SETTING_BAD', { detail: 'a demonstration wants PERMIT_STAGE=trial and PERMIT_PROFILE=demo' });
}
