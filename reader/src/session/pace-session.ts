import type { CardSession } from '@residence-permit/shared/apdu';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import type { SessionKeys } from '@residence-permit/shared/secure-messaging';
import type { CardBuffers } from './card-buffers.ts';

/** A card behind a secure channel, and what the run of PACE that made it leaves for the checks that follow. */
export type PaceSession = CardSession & {
  /** Chip-authentication mapping carries a proof of the chip's static key; after generic mapping chip authentication is one. */
  readonly mapping: PaceMapping;
  readonly curve: PaceCurve;
  readonly buffers: CardBuffers;
  /** ID_PICC of terminal authentication: x-coordinate of the chip's ephemeral key, 32 bytes. TR-03110-3 §A.7 */
  readonly idPicc: Uint8Array;
  /** x-coordinate of the terminal's own ephemeral key, 32 bytes; what terminal authentication commits to after CAM. */
  readonly terminalEphemeralX: Uint8Array;
  /** The chip's mapping key, an uncompressed point of 65 bytes. */
  readonly chipMappingKey: Uint8Array;
  /** Chip-authentication data as the chip sent it under the session keys, decrypted and unchecked; with `cam` only. */
  readonly caIc: Uint8Array | undefined;
  /** Whether EF.CardAccess offers chip authentication as this product speaks it: version 2, P-256, AES-128, one key. */
  readonly offersChipAuth: boolean;
  /** References of the certificate authorities that the chip trusts; empty unless a template was given. */
  readonly trustPoints: readonly string[];
  /** False once the channel failed or was closed; it never opens again. */
  readonly isOpen: boolean;
  /** Goes on under new keys with the counter at 0, and forgets the old ones. TR-03110-3 §F.4 @throws SecureMessagingError SM_CLOSED */
  rekey(keys: SessionKeys): void;
  close(): void;
};
