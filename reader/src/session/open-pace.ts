import {
  type CardSession,
  type CardTransport,
  mseSetAtPace,
  type PaceOffer,
  transmitCommand,
} from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import {
  type KeyAgreement,
  nobleKeyAgreement,
  OID_PACE_ECDH_CAM_AES_128,
  OID_PACE_ECDH_GM_AES_128,
  PARAMETER_ID,
} from '@residence-permit/shared/pace';
import { encodeTemplateObject, type Template } from '@residence-permit/shared/terminal-auth';
import { readCardAccess } from './card-access.ts';
import type { CardBuffers } from './card-buffers.ts';
import { type PacePassword, requirePasswordForm } from './pace-password.ts';
import { requirePaceStep } from './pace-refusal.ts';
import type { PaceSession } from './pace-session.ts';
import type { RandomSource } from './random-source.ts';
import { runPace } from './run-pace.ts';
import { TerminalChannel } from './terminal-channel.ts';

export type OpenPace = {
  readonly transport: CardTransport;
  readonly password: PacePassword;
  /** The rights asked for, where the terminal will show a certificate. Without it the column of the password holds. */
  readonly template?: Template;
  /** `cam` proves the chip's static key as it opens the channel; `gm` is for interoperability and proves nothing. Default `cam`. */
  readonly mapping?: 'cam' | 'gm';
  readonly random: RandomSource;
  /** Default: the portable one. */
  readonly agreement?: KeyAgreement;
};

/**
 * Opens a secure channel by PACE (ICAO Doc 9303-11 §4.4, TR-03110-3 §B.1): reads EF.CardAccess and EF.ATR/INFO, then runs
 * the four exchanges. The card must just have been powered up.
 * @throws CardError PASSWORD_WRONG, PASSWORD_SUSPENDED, PASSWORD_BLOCKED, PACE_FAILED, CARD_NOT_PERMIT, CARD_REMOVED,
 *   CARD_STATUS, READER_FAILED
 * @throws DecodeError PACE_MALFORMED, TLV_*, APDU_MALFORMED
 */
export async function openPace(request: OpenPace): Promise<PaceSession> {
  requirePasswordForm(request.password);
  const { offers, buffers } = await readCardAccess(request.transport);
  const plain: CardSession = { transmit: (command) => transmitCommand(request.transport, command) };
  return establish({ ...request, exchange: plain, offers, buffers, resumed: false });
}

export type OpenPinAfterCan = Omit<OpenPace, 'transport' | 'password' | 'mapping'> & {
  readonly transport: CardTransport;
  readonly can: string;
  readonly pin: string;
};

/**
 * Opens a channel with a PIN of which one try is left: first with the card access number, then, inside that channel, with the
 * PIN, so that a stranger without the card access number cannot use up the last try. TR-03110-2 §3.3.1
 * @throws as `openPace`
 */
export async function openPinAfterCan(request: OpenPinAfterCan): Promise<PaceSession> {
  const { transport, random, can, pin } = request;
  const password = { kind: 'pin', value: pin } as const;
  requirePasswordForm(password);
  requirePasswordForm({ kind: 'can', value: can });
  const { offers, buffers } = await readCardAccess(transport);
  const plain: CardSession = { transmit: (command) => transmitCommand(transport, command) };
  const can1 = { kind: 'can', value: can } as const;
  const first = await establish({
    transport,
    password: can1,
    random,
    exchange: plain,
    offers,
    buffers,
    resumed: false,
  });
  return establish({ ...request, password, exchange: first, offers, buffers, resumed: true });
}

type Establish = OpenPace & {
  /** Where the exchanges go: the card in the clear, or the channel that the card access number opened. */
  readonly exchange: CardSession;
  readonly offers: readonly PaceOffer[];
  readonly buffers: CardBuffers;
  readonly resumed: boolean;
};

async function establish(request: Establish): Promise<PaceSession> {
  const { exchange, password, template, buffers, transport, random, resumed } = request;
  const mapping = request.mapping ?? 'cam';
  const oid = mapping === 'cam' ? OID_PACE_ECDH_CAM_AES_128 : OID_PACE_ECDH_GM_AES_128;
  const parameterId = chooseOffer(request.offers, oid);
  const setAt = mseSetAtPace({
    oid,
    password: password.kind,
    parameterId,
    ...(template === undefined ? {} : { template: encodeTemplateObject(template) }),
  });
  requirePaceStep('set-at', await exchange.transmit(setAt), { kind: password.kind, resumed });
  const agreement = request.agreement ?? nobleKeyAgreement;
  const run = await runPace({ exchange, password, resumed, oid, mapping, random, agreement });
  const channel = new TerminalChannel({ transport, keys: run.keys, buffers });
  return {
    mapping,
    buffers,
    idPicc: run.chipEphemeralX,
    terminalEphemeralX: run.terminalEphemeralX,
    chipMappingKey: run.chipMappingKey,
    caIc: run.caIc,
    trustPoints: run.trustPoints,
    get isOpen() {
      return channel.isOpen;
    },
    transmit: (command) => channel.transmit(command),
    close: () => channel.close(),
  };
}

/** Version 2 over P-256 is the one form that this profile speaks; EF.CardAccess must offer it. */
function chooseOffer(offers: readonly PaceOffer[], oid: Uint8Array): number {
  const wanted = PARAMETER_ID['P-256'];
  const found = offers.some(
    (offer) => equalBytes(offer.oid, oid) && offer.version === 2 && offer.parameterId === wanted,
  );
  if (!found) throw new CardError('CARD_NOT_PERMIT', { detail: 'EF.CardAccess does not offer this profile of PACE' });
  return wanted;
}
