import type { CardStage, Standing } from '../../register/index.ts';
import type { CardState } from './card.ts';

/** What the issuing core's register says of a card: how far it came, and what the status list calls it. */
export type CoreCard = { readonly stage: CardStage; readonly standing: Standing };

const NOT_QUARANTINED: readonly CardStage[] = ['planned', 'personalised', 'checked', 'active'];
const ANY: readonly Standing[] = ['clear', 'hold', 'revoked'];

/**
 * Which entries of the issuing core's register go with a card's state. The status list calls every quarantined card revoked,
 * whatever its standing, and a card in production may be held; a replaced, returned or revoked card is one word there.
 */
export const CARD_IN_CORE = {
  BLANK: { stages: ['planned'], standings: ['clear', 'hold'] },
  PERSONALISED: { stages: ['personalised'], standings: ['clear', 'hold'] },
  CHECKED: { stages: ['checked'], standings: ['clear', 'hold'] },
  ACTIVE: { stages: ['active'], standings: ['clear'] },
  LOST_HOLD: { stages: ['active'], standings: ['hold'] },
  QUARANTINED: { stages: ['quarantined'], standings: ANY },
  SPOILED: { stages: ['quarantined'], standings: ANY },
  REPLACED: { stages: NOT_QUARANTINED, standings: ['revoked'] },
  RETURNED: { stages: NOT_QUARANTINED, standings: ['revoked'] },
  REVOKED: { stages: NOT_QUARANTINED, standings: ['revoked'] },
  DESTROYED: { stages: [...NOT_QUARANTINED, 'quarantined'], standings: ANY },
} as const satisfies Readonly<
  Record<CardState, { readonly stages: readonly CardStage[]; readonly standings: readonly Standing[] }>
>;

/** True when the core's entry and the office's state of a card tell of the same thing. */
export function agreesWithCore(state: CardState, core: CoreCard): boolean {
  const { stages, standings }: { readonly stages: readonly CardStage[]; readonly standings: readonly Standing[] } =
    CARD_IN_CORE[state];
  const goneForGood = state !== 'DESTROYED' || core.stage === 'quarantined' || core.standing === 'revoked';
  return goneForGood && stages.includes(core.stage) && standings.includes(core.standing);
}

/**
 * The state of a card of which only the core's entry is known, as in an import. A revoked card is REVOKED: whether it was
 * replaced or returned is in the case, not in the core.
 */
export function cardStateOf({ stage, standing }: CoreCard): CardState {
  if (stage === 'quarantined') return 'QUARANTINED';
  if (standing === 'revoked') return 'REVOKED';
  if (stage === 'active') return standing === 'hold' ? 'LOST_HOLD' : 'ACTIVE';
  return STATE_OF_STAGE[stage];
}

const STATE_OF_STAGE = {
  planned: 'BLANK',
  personalised: 'PERSONALISED',
  checked: 'CHECKED',
} as const satisfies Record<Exclude<CardStage, 'active' | 'quarantined'>, CardState>;
