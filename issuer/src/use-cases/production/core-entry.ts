import type { Card } from '../ports/index.ts';
import type { CardEntry, CardStage, Standing } from '../../register/index.ts';
import { cardStateOf, type CardState } from '../../domain/lifecycles/index.ts';

const CORE_OF = {
  BLANK: { stage: 'planned', standing: 'clear' },
  PERSONALISED: { stage: 'personalised', standing: 'clear' },
  CHECKED: { stage: 'checked', standing: 'clear' },
  ACTIVE: { stage: 'active', standing: 'clear' },
  LOST_HOLD: { stage: 'active', standing: 'hold' },
  QUARANTINED: { stage: 'quarantined', standing: 'revoked' },
  SPOILED: { stage: 'quarantined', standing: 'revoked' },
  REPLACED: { stage: 'active', standing: 'revoked' },
  RETURNED: { stage: 'active', standing: 'revoked' },
  REVOKED: { stage: 'active', standing: 'revoked' },
  DESTROYED: { stage: 'active', standing: 'revoked' },
} as const satisfies Record<CardState, { readonly stage: CardStage; readonly standing: Standing }>;

/** A card of the office as the issuing core knows it. `permitRef`: 16 bytes of its permit. */
export function toCoreEntry(card: Card, permitRef: Uint8Array): CardEntry {
  const { cardNumber, status, chipNumber, deviceKey, receiptKey, endorsement, reservedVersion } = card;
  return {
    cardNumber,
    permitRef,
    status,
    ...CORE_OF[card.state],
    ...(chipNumber === undefined ? {} : { chipNumber }),
    ...(deviceKey === undefined ? {} : { deviceKey }),
    ...(receiptKey === undefined ? {} : { receiptKey }),
    ...(endorsement === undefined ? {} : { endorsement }),
    ...(reservedVersion === undefined ? {} : { reservedVersion }),
    ...(card.replaces === undefined ? {} : { replaces: card.replaces }),
    ...(card.quarantine === undefined ? {} : { quarantine: card.quarantine }),
  };
}

/** What the core's changed entry means for the office's card; members that stayed are not in it. */
export function changeOf(before: CardEntry, after: CardEntry): Partial<Card> {
  const { chipNumber, deviceKey, receiptKey, endorsement, reservedVersion, quarantine } = after;
  const isMoved = before.stage !== after.stage || before.standing !== after.standing;
  return {
    ...(isMoved ? { state: cardStateOf(after) } : {}),
    ...(chipNumber === undefined || before.chipNumber === chipNumber ? {} : { chipNumber }),
    ...(deviceKey === undefined || before.deviceKey === deviceKey ? {} : { deviceKey }),
    ...(receiptKey === undefined || before.receiptKey === receiptKey ? {} : { receiptKey }),
    ...(endorsement === undefined || before.endorsement === endorsement ? {} : { endorsement }),
    ...(reservedVersion === undefined || before.reservedVersion === reservedVersion ? {} : { reservedVersion }),
    ...(quarantine === undefined || before.quarantine === quarantine ? {} : { quarantine }),
  };
}
