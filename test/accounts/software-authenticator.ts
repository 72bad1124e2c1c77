import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { concatBytes } from '@residence-permit/shared/bytes';
import { type CborValue, encodeCbor } from '@residence-permit/shared/cbor';

/** User present and user verified; attested credential data. Web Authentication Level 2, section 6.1. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** What a test can make wrong in an answer. */
export type Faults = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly unverified?: boolean;
  /** Counter of the answer; else one more than the last. */
  readonly counter?: number;
};

/** An authenticator with one passkey on P-256, as a browser would bring it to a page of `origin`. */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #rpId: string;
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(16);
  #counter = 0;

  constructor({ origin, rpId }: { readonly origin: string; readonly rpId: string }) {
    this.#origin = origin;
    this.#rpId = rpId;
  }

  /** Answers `navigator.credentials.create`. */
  create(options: Readonly<Record<string, unknown>>, faults: Faults = {}) {
    const credential = concatBytes(
      new Uint8Array(16),
      Uint8Array.of(0, this.#id.length),
      this.#id,
      encodeCbor(this.#publicKey()),
    );
    const authData = concatBytes(this.#authenticatorData(ATTESTED, faults), credential);
    const attestation = new Map<string, CborValue>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      ...this.#common(),
      response: {
        clientDataJSON: text64(clientData({ type: 'webauthn.create', options, origin: faults.origin ?? this.#origin })),
        attestationObject: bytes64(encodeCbor(attestation)),
        transports: ['internal'],
      },
    };
  }

  /** Answers `navigator.credentials.get`. */
  get(options: Readonly<Record<string, unknown>>, faults: Faults = {}) {
    const client = clientData({ type: 'webauthn.get', options, origin: faults.origin ?? this.#origin });
    this.#counter = faults.counter ?? this.#counter + 1;
    const authenticatorData = this.#authenticatorData(0, faults);
    const signed = concatBytes(authenticatorData, createHash('sha256').update(client).digest());
    return {
      ...this.#common(),
      response: {
        clientDataJSON: text64(client),
        authenticatorData: bytes64(authenticatorData),
        signature: bytes64(sign('sha256', signed, this.#pair.privateKey)),
        userHandle: null,
      },
    };
  }

  #common() {
    const id = bytes64(this.#id);
    return { id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {} };
  }

  /** COSE_Key, RFC 9053 section 7.1.1: EC2, ES256, P-256. */
  #publicKey(): CborValue {
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' });
    return new Map<number, CborValue>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
  }

  #authenticatorData(flags: number, faults: Faults): Uint8Array {
    const rpIdHash = createHash('sha256')
      .update(faults.rpId ?? this.#rpId)
      .digest();
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    return concatBytes(rpIdHash, Uint8Array.of(flags | PRESENT | (faults.unverified === true ? 0 : VERIFIED)), counter);
  }
}

function clientData(given: {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly origin: string;
}): string {
  return JSON.stringify({
    type: given.type,
    challenge: given.options['challenge'],
    origin: given.origin,
    crossOrigin: false,
  });
}

function text64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

function bytes64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
