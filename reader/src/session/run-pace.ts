import {
  type CardSession,
  type CommandApdu,
  generalAuthenticate,
  type ResponseApdu,
} from '@residence-permit/shared/apdu';
import { encodeUtf8, equalBytes } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import {
  authToken,
  decodePaceResponse,
  decryptNonce,
  encodePaceCommand,
  type KeyAgreement,
  mapGenerator,
  openCamData,
  type PaceCurve,
  type PaceMapping,
  passwordKey,
  scalarFromRandom,
} from '@residence-permit/shared/pace';
import { deriveKeys, type SessionKeys } from '@residence-permit/shared/secure-messaging';
import type { PacePassword } from './pace-password.ts';
import { type PaceStepName, requirePaceStep } from './pace-refusal.ts';
import type { RandomSource } from './random-source.ts';

/** Bytes from which a scalar without bias is made. FIPS 186-5 §A.2.1 */
const SCALAR_SEED_BYTES = 48;

export type RunPace = {
  readonly exchange: CardSession;
  readonly password: PacePassword;
  readonly resumed: boolean;
  readonly oid: Uint8Array;
  readonly mapping: PaceMapping;
  readonly curve: PaceCurve;
  readonly random: RandomSource;
  /** On `curve`. */
  readonly agreement: KeyAgreement;
  /** Sends the last exchange where more goes out with it: by then the keys are known. Default: as the others. */
  readonly sendTokens?: (command: CommandApdu, keys: SessionKeys) => Promise<ResponseApdu>;
};

/** What the four exchanges leave: the keys of the channel, and what later checks need. */
export type PaceRun = {
  readonly keys: SessionKeys;
  readonly chipEphemeralX: Uint8Array;
  readonly terminalEphemeralX: Uint8Array;
  readonly chipMappingKey: Uint8Array;
  readonly caIc: Uint8Array | undefined;
  readonly trustPoints: readonly string[];
};

/**
 * The four GENERAL AUTHENTICATE exchanges of PACE, after MSE:Set AT. TR-03110-3 §B.1
 * @throws CardError PASSWORD_WRONG, PASSWORD_SUSPENDED, PASSWORD_BLOCKED, PACE_FAILED
 * @throws DecodeError PACE_MALFORMED, TLV_*
 */
export async function runPace(request: RunPace): Promise<PaceRun> {
  const { exchange, password, resumed, oid, mapping, curve, random, agreement } = request;
  const passed = (step: PaceStepName, response: ResponseApdu): Uint8Array => {
    requirePaceStep(step, response, { kind: password.kind, resumed });
    return response.data;
  };
  const send = async (data: Uint8Array): Promise<Uint8Array> =>
    passed('exchange', await exchange.transmit(generalAuthenticate(data, 'chained')));
  const sendTokens = request.sendTokens ?? ((command: CommandApdu) => exchange.transmit(command));
  const newSecret = (): Uint8Array => scalarFromRandom(curve, random(SCALAR_SEED_BYTES));

  const { encryptedNonce } = decodePaceResponse('nonce', await send(encodePaceCommand({ kind: 'nonce' })));
  const nonce = decryptNonce(passwordKey(encodeUtf8(password.value)), encryptedNonce);

  const mapSecret = newSecret();
  const mapPoint = agreement.publicKey(mapSecret);
  const mapCommand = encodePaceCommand({ kind: 'mapping', point: mapPoint });
  const { point: chipMappingKey } = decodePaceResponse('mapping', await send(mapCommand));
  requireDifferent(mapPoint, chipMappingKey);
  const generator = mapGenerator({ curve, nonce, secretKey: mapSecret, peerPoint: chipMappingKey, agreement });

  const secret = newSecret();
  const point = agreement.multiply(secret, generator);
  const agreeCommand = encodePaceCommand({ kind: 'agreement', point });
  const { point: chipPoint } = decodePaceResponse('agreement', await send(agreeCommand));
  requireDifferent(point, chipPoint);
  const keys = deriveKeys(agreement.agree(secret, chipPoint));

  const ownToken = encodePaceCommand({ kind: 'token', token: authToken(keys.mac, oid, chipPoint) });
  const answered = passed('tokens', await sendTokens(generalAuthenticate(ownToken, 'last'), keys));
  const { token, authorities, sealedCamData } = decodePaceResponse('token', answered);
  if (!equalBytes(token, authToken(keys.mac, oid, point)))
    throw new CardError('PACE_FAILED', { detail: 'token of the chip' });
  if (mapping === 'cam' && sealedCamData === undefined)
    throw new CardError('PACE_FAILED', { detail: 'no proof of the chip' });
  return {
    keys,
    chipEphemeralX: xOf(chipPoint),
    terminalEphemeralX: xOf(point),
    chipMappingKey,
    caIc: sealedCamData === undefined || mapping === 'gm' ? undefined : openCamData(keys.enc, sealedCamData),
    trustPoints: authorities,
  };
}

/** A chip that returns the terminal's own key reflects its tokens too. TR-03110-3 §B.1 */
function requireDifferent(own: Uint8Array, received: Uint8Array): void {
  if (equalBytes(own, received))
    throw new CardError('PACE_FAILED', { detail: 'the chip returned the key of the terminal' });
}

/** Comp() of an uncompressed point: its x-coordinate. TR-03110-3 §A.2.2.3 */
function xOf(point: Uint8Array): Uint8Array {
  return point.slice(1, 33);
}
