import { p256 } from '@noble/curves/nist.js';
import {
  type CommandApdu,
  decodeResponse,
  encodeCommand,
  externalAuthenticate,
  generalAuthenticate,
  getChallenge,
  mseSetAtChipAuth,
  mseSetAtPace,
  mseSetAtTerminalAuth,
  mseSetDst,
  NE_EXTENDED_MAX,
  PERMIT_AID,
  psoVerifyCertificate,
  type ResponseApdu,
  readBinary,
  selectApplication,
} from '@residence-permit/shared/apdu';
import { encodeUtf8, equalBytes } from '@residence-permit/shared/bytes';
import {
  chipAuthKeys,
  decodeChipAuthResponse,
  encodeChipAuthCommand,
  OID_CA_ECDH_AES_128,
} from '@residence-permit/shared/chip-auth';
import {
  agree,
  authToken,
  decodePaceResponse,
  decryptNonce,
  derivePublic,
  encodePaceCommand,
  mapGenerator,
  openCamData,
  PACE_OIDS,
  PARAMETER_ID,
  type PaceCurve,
  type PaceMapping,
  type PaceResponse,
  passwordKey,
  scalarFromRandom,
} from '@residence-permit/shared/pace';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { deriveKeys, makeSmCipher, type SessionKeys, type SmCipher } from '@residence-permit/shared/secure-messaging';
import {
  encodeCommittedDate,
  encodeTemplateObject,
  OID_TA_ECDSA_SHA_256,
  type Template,
  terminalAuthMessage,
} from '@residence-permit/shared/terminal-auth';
import { decodeTlv } from '@residence-permit/shared/tlv';
import type { Card } from '../card/index.ts';
import type { RandomSource } from '../card/random-source.ts';

/**
 * One APDU pair as it went over the air. `inner` is the command before protection; `plain` the response after it, where
 * there was any protection.
 */
export type Exchange = {
  readonly command: Uint8Array;
  readonly response: Uint8Array;
  readonly inner: CommandApdu;
  readonly plain: ResponseApdu | undefined;
};

/** A key and the certificate (7F21) that names it. */
type TerminalKey = {
  readonly reference: string;
  readonly secret: Uint8Array;
  readonly certificate: Uint8Array;
};

type Password = { readonly kind: 'can' | 'pin' | 'puk'; readonly value: string };

/** How a PACE run ended; the points serve the chip-authentication check of a test. */
export type PaceOutcome = {
  readonly sw: number;
  readonly caIc?: Uint8Array;
  readonly chipMappingKey?: Uint8Array;
  readonly authorities?: readonly string[];
};

/**
 * A small terminal for tests of the chip alone and for `permit-card tear`. It shares codecs and mathematics with the chip and no state machine, and
 * it never checks more than it needs: the terminal of the product is in another room.
 */
export class TestTerminal {
  readonly exchanges: Exchange[] = [];
  readonly #card: Pick<Card, 'transmit'>;
  readonly #random: RandomSource;
  #channel: { readonly keys: SessionKeys; readonly cipher: SmCipher; ssc: bigint } | undefined;
  #chipX = new Uint8Array(32);
  #ownX = new Uint8Array(32);
  #mapping: PaceMapping = 'cam';
  /** The key pair of chip authentication, committed to in `prove`; after generic mapping only. */
  #committed: { readonly secret: Uint8Array; readonly point: Uint8Array } | undefined;

  constructor(card: Pick<Card, 'transmit'>, random: RandomSource) {
    this.#card = card;
    this.#random = random;
  }

  /** Sends the bytes as they are, past any channel. */
  raw(command: Uint8Array): ResponseApdu {
    return decodeResponse(this.#card.transmit(command));
  }

  /** Sends a command, under the channel where there is one. A broken channel answers in the clear; that is returned. */
  send(inner: CommandApdu): ResponseApdu {
    const channel = this.#channel;
    if (channel === undefined) return this.#exchange(inner, inner, () => undefined);
    channel.ssc += 1n;
    const sealed = channel.cipher.sealCommand(channel.ssc, inner);
    channel.ssc += 1n;
    return this.#exchange(sealed, inner, (response) =>
      response.data.length === 0 ? undefined : channel.cipher.openResponse(channel.ssc, response),
    );
  }

  /** The protected form of a command for tests that damage it; the counter rises as if it had been sent. */
  sealed(inner: CommandApdu): CommandApdu {
    if (this.#channel === undefined) throw new RangeError('no channel');
    this.#channel.ssc += 2n;
    return this.#channel.cipher.sealCommand(this.#channel.ssc - 1n, inner);
  }

  #exchange(
    outer: CommandApdu,
    inner: CommandApdu,
    open: (response: ResponseApdu) => ResponseApdu | undefined,
  ): ResponseApdu {
    const command = encodeCommand(outer);
    const response = this.#card.transmit(command);
    const decoded = decodeResponse(response);
    const plain = open(decoded);
    this.exchanges.push({ command, response, inner, plain });
    return plain ?? decoded;
  }

  /** Keys of the channel. @throws RangeError where there is none */
  get sessionKeys(): SessionKeys {
    if (this.#channel === undefined) throw new RangeError('no channel');
    return this.#channel.keys;
  }

  /** A whole PACE run; on success the channel is the new one. */
  pace(options: {
    readonly password: Password;
    readonly template?: Template;
    readonly mapping?: PaceMapping;
    /** Default P-256. */
    readonly curve?: PaceCurve;
  }): PaceOutcome {
    const { curve = 'P-256' } = options;
    const parameterId = PARAMETER_ID[curve];
    const oid = PACE_OIDS[options.mapping ?? 'cam'];
    const template = options.template === undefined ? {} : { template: encodeTemplateObject(options.template) };
    const set = this.send(mseSetAtPace({ oid, password: options.password.kind, parameterId, ...template }));
    if (set.sw !== 0x9000 && (set.sw & 0xfff0) !== 0x63c0) return { sw: set.sw };
    const first = this.#step({ kind: 'nonce' }, 'nonce');
    if (typeof first === 'number') return { sw: first };
    const nonce = decryptNonce(passwordKey(encodeUtf8(options.password.value)), first.encryptedNonce);
    const mappingSecret = this.#secret(curve);
    const second = this.#step({ kind: 'mapping', point: derivePublic(curve, mappingSecret) }, 'mapping');
    if (typeof second === 'number') return { sw: second };
    const generator = mapGenerator({ curve, nonce, secretKey: mappingSecret, peerPoint: second.point });
    const secret = this.#secret(curve);
    const own = derivePublic(curve, secret, generator);
    const third = this.#step({ kind: 'agreement', point: own }, 'agreement');
    if (typeof third === 'number') return { sw: third };
    const keys = deriveKeys(agree(curve, secret, third.point));
    const fourth = this.#step({ kind: 'token', token: authToken(keys.mac, oid, third.point) }, 'token');
    if (typeof fourth === 'number') return { sw: fourth };
    this.#channel = { keys, cipher: makeSmCipher(keys), ssc: 0n };
    this.#chipX = third.point.slice(1, 33);
    this.#ownX = own.slice(1, 33);
    this.#mapping = options.mapping ?? 'cam';
    const { sealedCamData, authorities } = fourth;
    const cam = sealedCamData === undefined ? {} : { caIc: openCamData(keys.enc, sealedCamData) };
    return { sw: 0x9000, chipMappingKey: second.point, authorities, ...cam };
  }

  #step<Kind extends PaceResponse['kind']>(
    command: Parameters<typeof encodePaceCommand>[0],
    kind: Kind,
  ): (PaceResponse & { readonly kind: Kind }) | number {
    const response = this.send(generalAuthenticate(encodePaceCommand(command), kind === 'token' ? 'last' : 'chained'));
    return response.sw === 0x9000 ? decodePaceResponse(kind, response.data) : response.sw;
  }

  #secret(curve: PaceCurve): Uint8Array {
    return scalarFromRandom(curve, this.#random(48));
  }

  select(): number {
    return this.send(selectApplication(PERMIT_AID)).sw;
  }

  read(sfi: number): ResponseApdu {
    return this.send(readBinary({ sfi, offset: 0, ne: NE_EXTENDED_MAX }));
  }

  /** MSE:Set DST, and the certificate where one is given. Answers the last status word. */
  present(issuer: string, certificate: Uint8Array): number {
    const set = this.send(mseSetDst(issuer));
    return set.sw === 0x9000 ? this.send(psoVerifyCertificate(decodeTlv(certificate).value)).sw : set.sw;
  }

  /** The proof of the terminal's key, certificates already presented. */
  prove(terminal: Pick<TerminalKey, 'reference' | 'secret'>, committed?: PlainDate): number {
    const auxiliary = committed === undefined ? {} : { auxiliary: encodeCommittedDate(committed) };
    const { reference, secret } = terminal;
    const commitment = this.#mapping === 'gm' ? { ephemeral: this.#commit() } : {};
    const set = this.send(mseSetAtTerminalAuth({ oid: OID_TA_ECDSA_SHA_256, reference, ...auxiliary, ...commitment }));
    if (set.sw !== 0x9000) return set.sw;
    const challenge = this.send(getChallenge());
    if (challenge.sw !== 0x9000) return challenge.sw;
    const message = terminalAuthMessage({
      idPicc: this.#chipX,
      challenge: challenge.data,
      compressedEphemeral: commitment.ephemeral ?? this.#ownX,
      ...auxiliary,
    });
    return this.send(externalAuthenticate(p256.sign(message, secret, { lowS: false }))).sw;
  }

  #commit(): Uint8Array {
    const secret = this.#secret('P-256');
    const point = derivePublic('P-256', secret);
    this.#committed = { secret, point };
    return point.slice(1, 33);
  }

  /** The key that the terminal committed to, 65 bytes. @throws RangeError before `prove` */
  get committedKey(): Uint8Array {
    if (this.#committed === undefined) throw new RangeError('no commitment');
    return this.#committed.point;
  }

  /** Chip authentication with a static key; on success the channel is the new one, whatever the token. */
  authenticateChip(staticPublicKey: Uint8Array): { readonly sw: number; readonly tokenMatches: boolean } {
    const none = { tokenMatches: false };
    const set = this.send(mseSetAtChipAuth(OID_CA_ECDH_AES_128));
    if (set.sw !== 0x9000 || this.#committed === undefined) return { sw: set.sw, ...none };
    const { secret, point } = this.#committed;
    const answer = this.send(generalAuthenticate(encodeChipAuthCommand(point), 'last'));
    if (answer.sw !== 0x9000) return { sw: answer.sw, ...none };
    const { nonce, token } = decodeChipAuthResponse(answer.data);
    const sharedSecretX = agree('P-256', secret, staticPublicKey);
    const derived = chipAuthKeys({ sharedSecretX, nonce, terminalKey: point });
    this.#channel = { keys: derived.keys, cipher: makeSmCipher(derived.keys), ssc: 0n };
    return { sw: 0x9000, tokenMatches: equalBytes(token, derived.token) };
  }

  /** The whole of terminal authentication: DV certificate, terminal certificate, proof. */
  authenticate(
    chain: { readonly cvca: string; readonly dv: TerminalKey; readonly terminal: TerminalKey },
    committed?: PlainDate,
  ): number {
    const dv = this.present(chain.cvca, chain.dv.certificate);
    if (dv !== 0x9000) return dv;
    const terminal = this.present(chain.dv.reference, chain.terminal.certificate);
    return terminal === 0x9000 ? this.prove(chain.terminal, committed) : terminal;
  }
}
