import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import { CARD_STATUS, lookUp } from '@residence-permit/shared/status-list';
import type { OpenedStatusList } from '@residence-permit/shared/trust-bundle';
import { type Answer, no, unknown, YES } from '../answer.ts';
import type { Circumstances } from '../circumstances.ts';
import { checkAge } from './check-age.ts';

/**
 * Is the card clear on a fresh status list, and its record inside its validity? An old list answers nothing, not even
 * for a card that it shows as revoked; revoked and stale are never mixed up. A record past its validity is a no whatever
 * the list says, since the record itself proves it.
 */
export function checkCurrent(mso: MobileSecurityObject, circumstances: Circumstances): Answer {
  const status = checkStatus(mso, circumstances);
  if (status.answer === 'no') return status;
  if (circumstances.at < mso.validFrom) return no('PERMIT_NOT_YET_VALID');
  if (circumstances.at >= mso.validUntil) return no('PERMIT_EXPIRED');
  return status;
}

function checkStatus(mso: MobileSecurityObject, circumstances: Circumstances): Answer {
  const opened = circumstances.trust.findStatusList(mso.status.uri);
  const fresh = checkListFresh(opened, circumstances);
  if (opened === undefined || fresh.answer !== 'yes') return fresh;
  const value = lookUp(opened.list, mso.status.index);
  if (value === CARD_STATUS.REVOKED) return no('CARD_REVOKED');
  if (value === CARD_STATUS.ON_HOLD) return no('CARD_ON_HOLD');
  return value === CARD_STATUS.CLEAR ? YES : unknown('STATUS_UNKNOWN_VALUE');
}

/** Whether there is a status list and it is young enough: for the card alone, or for a kind of entitlement as well. */
export function checkListFresh(
  opened: OpenedStatusList | undefined,
  circumstances: Circumstances,
  kind?: EntitlementKind,
): Answer {
  if (opened === undefined) return unknown('STATUS_MISSING');
  const asked = kind === undefined ? {} : { kind };
  const { outcome } = checkAge({ file: 'status', dated: opened, circumstances, ...asked });
  return outcome === 'fresh' ? YES : unknown('STATUS_STALE');
}
