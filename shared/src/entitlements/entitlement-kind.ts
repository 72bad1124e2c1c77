import type { Titles } from '../purposes/index.ts';

/** How a grant is used up. */
export const USE_MODELS = ['STATUS', 'TERM', 'PERIODIC', 'COUNTER', 'ONE_OFF', 'GRADE'] as const;

/**
 * - `STATUS`    true while the grant runs
 * - `TERM`      true between two dates
 * - `PERIODIC`  so many uses in each period
 * - `COUNTER`   so many uses in all
 * - `ONE_OFF`   one use
 * - `GRADE`     true between two dates, with a band
 */
export type UseModel = (typeof USE_MODELS)[number];

/** A kind of entitlement that a grantor may put on the card. */
export type EntitlementKind = {
  /** Lower-case words joined by hyphens, at most 32 characters. */
  readonly id: string;
  /** Where its grants stand: 18 health, 19 labour and skills, 20 housing and education, 21 culture, transport, other. */
  readonly dataGroup: EntitlementGroup;
  /** Who grants it: ASCII, at most 16 characters. */
  readonly grantor: string;
  readonly titles: Titles;
  readonly model: UseModel;
  /** True: the grant is good although the yearly endorsement has lapsed. */
  readonly survivesSuspension: boolean;
  /** How old status and trust data may be for this kind, in seconds. */
  readonly stalenessBudget: number;
};

/** The data groups that hold entitlements. */
export const ENTITLEMENT_GROUPS = [18, 19, 20, 21] as const;
export type EntitlementGroup = (typeof ENTITLEMENT_GROUPS)[number];

/** True for a data group that holds entitlements. */
export function isEntitlementGroup(dataGroup: number): dataGroup is EntitlementGroup {
  return ENTITLEMENT_GROUPS.some((group) => group === dataGroup);
}

/** True for a kind whose uses the chip counts. */
export function isCounted(model: UseModel): boolean {
  return model === 'PERIODIC' || model === 'COUNTER' || model === 'ONE_OFF';
}
