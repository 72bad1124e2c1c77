import type { CardTransport } from '@residence-permit/shared/apdu';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import type { PeerProcess } from './peer-process.ts';

/** A card that libeac plays: what it publishes, what DG1 and DG2 hold, and what it needs for authentication. */
export type PeerCard = {
  readonly password: string;
  readonly cardAccess: Uint8Array;
  readonly file: Uint8Array;
  /** Trust point (7F21) and static key (PKCS#8); with them DG2 opens after both authentications only. */
  readonly authentication?: { readonly cvca: Uint8Array; readonly staticKey: Uint8Array };
};

/** Puts the card on the peer's reader, powered up; the one before is gone. */
export function placePeerCard(
  peer: PeerProcess,
  { password, cardAccess, file, authentication }: PeerCard,
): CardTransport {
  const keys = authentication === undefined ? [] : [authentication.cvca, authentication.staticKey];
  peer.write(['card', password, ...[cardAccess, file, ...keys].map(toHex)].join(' '));
  return {
    transmit: async (command) => {
      peer.write(`> ${toHex(command)}`);
      const [word, response] = (await peer.read()).split(' ');
      if (word !== '<' || response === undefined) throw new Error(`the peer said ${word}`);
      return fromHex(response);
    },
  };
}
