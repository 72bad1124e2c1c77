import {
  type CardSession,
  type CardTransport,
  type CommandApdu,
  decodeResponse,
  encodeCommand,
  generalAuthenticate,
  mseSetAtPace,
  type PaceOffer,
  plainSession,
  type ResponseApdu,
} from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CardError, SecureMessagingError } from '@residence-permit/shared/errors';
import {
  encodePaceCommand,
  type KeyAgreement,
  nobleKeyAgreement,
  PACE_OIDS,
  type PaceCurve,
  type PaceMapping,
  PARAMETER_ID,
  portableKeyAgreement,
} from '@residence-permit/shared/pace';
import type { SessionKeys } from '@residence-permit/shared/secure-messaging';
import { encodeTemplateObject, type Template } from '@residence-permit/shared/terminal-auth';
import { type CardAccess, readCardAccess } from './card-access.ts';
import { type PacePassword, requirePasswordForm } from './pace-password.ts';
import { requirePaceStep } from './pace-refusal.ts';
import type { PaceSession } from './pace-session.ts';
import type { RandomSource } from './random-source.ts';
import { refuseUnusable } from './refuse-unusable.ts';
import { type PaceRun, runPace } from './run-pace.ts';
import { TerminalChannel } from './terminal-channel.ts';

/** What MSE:Set AT answers on a chip that is blank or terminated. */
const SW_NOT_IN_USE = 0x6985;

export type OpenPace = {
  readonly transport: CardTransport;
  readonly password: PacePassword;
  /** The rights asked for, where the terminal will show a certificate. Without it the column of the password holds. */
  readonly template?: Template;
  /**
   * `cam` proves the chip's static key as it opens the channel; `gm` is for interoperability and leaves the proof to chip
   * authentication. Default `cam`.
   */
  readonly mapping?: PaceMapping;
  /** Domain parameters; anything but P-256 with generic mapping only. Default P-256. */
  readonly curve?: PaceCurve;
  readonly random: RandomSource;
  /** On P-256; not asked with another curve. Default: the portable one. */
  readonly agreement?: KeyAgreement;
  /**
   * What will be asked first inside the channel. Over a transport that takes lists it goes out with the last exchange, under
   * keys that only a chip with the password has; nothing of it may be a proof or a secret, for the chip has shown none yet.
   */
  readonly ahead?: (session: Pick<PaceSession, 'buffers' | 'announce'>) => readonly CommandApdu[];
};

/**
 * Opens a secure channel by PACE (ICAO Doc 9303-11 §4.4, TR-03110-3 §B.1): reads EF.CardAccess and EF.ATR/INFO, then runs
 * the four exchanges. The card must just have been powered up.
 * @throws CardError PASSWORD_WRONG, PASSWORD_SUSPENDED, PASSWORD_BLOCKED, PUK_SPENT, PIN_NOT_SET, CARD_BLANK,
 *   CARD_TERMINATED, PACE_FAILED, CARD_NOT_PERMIT, CARD_REMOVED, CARD_STATUS, READER_FAILED
 * @throws RangeError for chip-authentication mapping over another curve than P-256
 * @throws DecodeError PACE_MALFORMED, TLV_*, APDU_MALFORMED
 */
export async function openPace(request: OpenPace): Promise<PaceSession> {
  requirePasswordForm(request.password);
  const { mapping = 'cam', curve = 'P-256' } = request;
  if (mapping === 'cam' && curve !== 'P-256') throw new RangeError(`curve: ${curve} needs generic mapping`);
  const plain = plainSession(request.transport);
  const nonce = generalAuthenticate(encodePaceCommand({ kind: 'nonce' }), 'chained');
  const access = await readCardAccess(request.transport, { plain, following: [setAtOf(request), nonce] });
  return establish({ ...request, exchange: plain, access, resumed: false });
}

export type OpenPinAfterCan = Omit<OpenPace, 'transport' | 'password' | 'mapping' | 'curve' | 'ahead'> & {
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
  const plain = plainSession(transport);
  const access = await readCardAccess(transport, { plain, following: [] });
  const can1 = { kind: 'can', value: can } as const;
  const first = await establish({ transport, password: can1, random, exchange: plain, access, resumed: false });
  return establish({ ...request, password, exchange: first, access, resumed: true });
}

type Establish = OpenPace & {
  /** Where the exchanges go: the card in the clear, or the channel that the card access number opened. */
  readonly exchange: CardSession;
  readonly access: CardAccess;
  readonly resumed: boolean;
};

async function establish(request: Establish): Promise<PaceSession> {
  const { exchange, password, access, random, resumed } = request;
  const { mapping = 'cam', curve = 'P-256' } = request;
  const oid = PACE_OIDS[mapping];
  requireOffer(access.offers, { oid, parameterId: PARAMETER_ID[curve] });
  const answered = await exchange.transmit(setAtOf(request));
  if (answered.sw === SW_NOT_IN_USE && !resumed) await refuseUnusable(exchange);
  requirePaceStep('set-at', answered, { kind: password.kind, resumed });
  const agreement = curve === 'P-256' ? (request.agreement ?? nobleKeyAgreement) : portableKeyAgreement(curve);
  let channel: TerminalChannel | undefined;
  const sendTokens = async (command: CommandApdu, keys: SessionKeys): Promise<ResponseApdu> => {
    channel = new TerminalChannel({ ...request, keys, buffers: access.buffers });
    return resumed ? exchange.transmit(command) : sendAhead(request, channel, command);
  };
  const run = await runPace({ exchange, password, resumed, oid, mapping, curve, random, agreement, sendTokens });
  return sessionOf(request, { run, mapping, curve, channel });
}

function setAtOf({ mapping = 'cam', curve = 'P-256', password, template }: OpenPinOrPace): CommandApdu {
  return mseSetAtPace({
    oid: PACE_OIDS[mapping],
    password: password.kind,
    parameterId: PARAMETER_ID[curve],
    ...(template === undefined ? {} : { template: encodeTemplateObject(template) }),
  });
}

type OpenPinOrPace = Pick<OpenPace, 'mapping' | 'curve' | 'password' | 'template'>;

/** The last exchange in the clear, and with it the first commands of the channel where the transport takes lists. */
async function sendAhead(request: Establish, channel: TerminalChannel, command: CommandApdu): Promise<ResponseApdu> {
  const { exchange, transport, access, ahead } = request;
  if (transport.transmitList === undefined || ahead === undefined) return exchange.transmit(command);
  const commands = ahead({ buffers: access.buffers, announce: (following) => channel.announce(following) });
  const sealed = channel.sealList(commands);
  const { responses, fault } = await transport.transmitList([encodeCommand(command), ...sealed.commands]);
  const [tokens, ...others] = responses;
  if (tokens === undefined) throw fault ?? new CardError('CARD_ANSWER_BAD', { detail: 'no answer to a list' });
  const opened = sealed.open({ responses: others, ...(fault === undefined ? {} : { fault }) });
  channel.takeOver(commands, opened);
  return decodeResponse(tokens);
}

function sessionOf(
  { transport, access }: Pick<Establish, 'transport' | 'access'>,
  made: Pick<PaceSession, 'mapping' | 'curve'> & {
    readonly run: PaceRun;
    readonly channel: TerminalChannel | undefined;
  },
): PaceSession {
  const { run, mapping, curve } = made;
  const { buffers } = access;
  let channel = made.channel ?? new TerminalChannel({ transport, keys: run.keys, buffers });
  return {
    ...(channel.takesLists ? { announce: (commands: readonly CommandApdu[]) => channel.announce(commands) } : {}),
    mapping,
    curve,
    buffers,
    idPicc: run.chipEphemeralX,
    terminalEphemeralX: run.terminalEphemeralX,
    chipMappingKey: run.chipMappingKey,
    caIc: run.caIc,
    offersChipAuth: access.offersChipAuth,
    trustPoints: run.trustPoints,
    get isOpen() {
      return channel.isOpen;
    },
    transmit: (command) => channel.transmit(command),
    rekey: (keys) => {
      if (!channel.isOpen) throw new SecureMessagingError('SM_CLOSED');
      channel.close();
      channel = new TerminalChannel({ transport, keys, buffers });
    },
    close: () => channel.close(),
  };
}

/** Version 2 is the one form that this product speaks; EF.CardAccess must offer it with these parameters. */
function requireOffer(offers: readonly PaceOffer[], wanted: Pick<PaceOffer, 'oid' | 'parameterId'>): void {
  const found = offers.some(
    ({ oid, version, parameterId }) =>
      equalBytes(oid, wanted.oid) && version === 2 && parameterId === wanted.parameterId,
  );
  if (!found) throw new CardError('CARD_NOT_PERMIT', { detail: 'EF.CardAccess does not offer this profile of PACE' });
}
