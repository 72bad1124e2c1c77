import type { CardTransport } from '@residence-permit/shared/apdu';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { type PaceCurve, PARAMETER_ID } from '@residence-permit/shared/pace';
import type { PeerProcess } from './peer-process.ts';

/** What a terminal shows for rights: template (7F4C), certificates (7F21) and its private key as PKCS#8. */
export type PeerRights = {
  readonly template: Uint8Array;
  readonly cvca: Uint8Array;
  readonly dv: Uint8Array;
  readonly terminal: Uint8Array;
  readonly pkcs8: Uint8Array;
  /** The chip's static key, from DG1 as it was read. */
  keyOf(record: Uint8Array): Uint8Array;
};

export type PeerTap = {
  readonly card: CardTransport;
  readonly curve: PaceCurve;
  readonly password: string;
  /** With rights: terminal authentication and chip authentication follow, and DG2 is read instead of DG1. */
  readonly rights?: PeerRights;
};

/** The file that the peer read in the channel, or the step at which it or the card stopped. */
export type PeerOutcome = { readonly file: Uint8Array } | { readonly failed: string };

/** One run of libeac's terminal against a card of ours. */
export async function tapWithPeer(peer: PeerProcess, { card, curve, password, rights }: PeerTap): Promise<PeerOutcome> {
  const common = `${PARAMETER_ID[curve]} ${password}`;
  if (rights === undefined) {
    peer.write(`read ${common}`);
  } else {
    const { template, cvca, dv, terminal, pkcs8 } = rights;
    peer.write(`eac ${common} ${[template, cvca, dv, terminal, pkcs8].map(toHex).join(' ')}`);
  }
  for (;;) {
    const [word, rest = ''] = (await peer.read()).split(' ');
    switch (word) {
      case '>':
        peer.write(`< ${toHex(await card.transmit(fromHex(rest)))}`);
        break;
      case 'record':
        peer.write(`key ${toHex(rights?.keyOf(fromHex(rest)) ?? new Uint8Array())}`);
        break;
      case 'done':
        return { file: fromHex(rest) };
      case 'failed':
        return { failed: rest };
      case undefined:
      default:
        throw new Error(`the peer said ${word}`);
    }
  }
}
