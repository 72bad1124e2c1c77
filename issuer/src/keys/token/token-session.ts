import { createHash } from 'node:crypto';
import { algorithmOf, decodeEcPoint, EC_PARAMS, type KeyAlgorithm } from './ec-point.ts';
import { closeModule, findSlot, initialise, login } from './log-in.ts';
import { type Attribute, type Handle, loadPkcs11, type Pkcs11Binding } from './pkcs11-binding.ts';
import { CKA, CKF, CKK, CKM, CKO } from './pkcs11-constants.ts';
import { callToken, TokenError } from './token-error.ts';
import type { ObjectName, TokenAddress, TokenKeyInfo } from './token-request.ts';

/** CKA_APPLICATION of the data objects that this software writes. */
const APPLICATION = 'residence-permit';
const MAX_OBJECTS = 1000;
const SIGNATURE_LENGTH = 64;
const MECHANISMS = {
  ed25519: { generate: CKM.EC_EDWARDS_KEY_PAIR_GEN, sign: CKM.EDDSA, keyType: CKK.EC_EDWARDS },
  p256: { generate: CKM.EC_KEY_PAIR_GEN, sign: CKM.ECDSA, keyType: CKK.EC },
} as const satisfies Record<KeyAlgorithm, { generate: number; sign: number; keyType: number }>;

/**
 * One logged-in session with one token, in this process. Every call blocks until the module answers. After a failure that
 * `isLost` a new one must be made.
 */
export class TokenSession {
  readonly #binding: Pkcs11Binding;
  readonly #slot: Handle;
  readonly #session: Handle;
  /** Handles of private keys that passed the checks, by name. */
  readonly #keys = new Map<string, Handle>();

  private constructor(binding: Pkcs11Binding, slot: Handle, session: Handle) {
    this.#binding = binding;
    this.#slot = slot;
    this.#session = session;
  }

  /** @throws TokenError TOKEN_MODULE_ABSENT, TOKEN_ABSENT, TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED, SIGNER_UNAVAILABLE */
  static async open(address: TokenAddress): Promise<TokenSession> {
    const binding = await loadPkcs11(address.module);
    try {
      initialise(binding);
      const slot = findSlot(binding, address);
      const session = callToken(() => binding.C_OpenSession(slot, CKF.SERIAL_SESSION | CKF.RW_SESSION));
      login(binding, session, address.pin);
      return new TokenSession(binding, slot, session);
    } catch (cause) {
      closeModule(binding);
      throw cause;
    }
  }

  /** @throws TokenError that is lost when the session is */
  ping(): void {
    callToken(() => this.#binding.C_GetSessionInfo(this.#session));
  }

  /** @throws TokenError TOKEN_OBJECT_ABSENT; KEY_BAD when the public half is not on the token or not of this kind */
  publicKey(name: ObjectName, algorithm: KeyAlgorithm): Uint8Array {
    const object = this.#one(this.#find(CKO.PUBLIC_KEY, name), 'public key', name);
    const info = this.#describe(object);
    if (info?.algorithm === algorithm) return info.publicKey;
    throw new TokenError('KEY_BAD', { detail: `${nameOf(name)} is no ${algorithm} key` });
  }

  /**
   * Ed25519 over the message (RFC 8032 §5.1.6), or ECDSA over its SHA-256 as r‖s; 64 bytes.
   * @throws TokenError TOKEN_OBJECT_ABSENT; KEY_BAD when the key can leave the token
   */
  sign(name: ObjectName, algorithm: KeyAlgorithm, message: Uint8Array): Uint8Array {
    const key = this.#signingKey(name);
    const data = algorithm === 'ed25519' ? message : createHash('sha256').update(message).digest();
    return callToken(() => {
      this.#binding.C_SignInit(this.#session, { mechanism: MECHANISMS[algorithm].sign }, key);
      return Uint8Array.from(this.#binding.C_Sign(this.#session, toBuffer(data), Buffer.alloc(SIGNATURE_LENGTH)));
    });
  }

  /** The key pairs of the kinds that this software uses. */
  listKeys(): readonly TokenKeyInfo[] {
    const infos = this.#find(CKO.PUBLIC_KEY, {}).map((object) => this.#describe(object));
    return infos.filter((info) => info !== undefined);
  }

  /**
   * Makes a key pair on the token; its private half never leaves it.
   * @returns the public key
   * @throws TokenError STORE_CONFLICT when the label or id is taken; TOKEN_MECHANISM_MISSING
   */
  generate(algorithm: KeyAlgorithm, label: string, id: Uint8Array): Uint8Array {
    if (this.#find(CKO.PRIVATE_KEY, { label }).length + this.#find(CKO.PRIVATE_KEY, { id }).length > 0) {
      throw new TokenError('STORE_CONFLICT', { detail: `the token has a key ${nameOf({ label, id })}` });
    }
    const { generate, sign, keyType } = MECHANISMS[algorithm];
    const offered = callToken(() => this.#binding.C_GetMechanismList(this.#slot));
    if (![generate, sign].every((mechanism) => offered.includes(mechanism))) {
      throw new TokenError('TOKEN_MECHANISM_MISSING', { detail: `this token does not make ${algorithm} keys` });
    }
    const both: readonly Attribute[] = [
      { type: CKA.TOKEN, value: true },
      { type: CKA.KEY_TYPE, value: keyType },
      { type: CKA.LABEL, value: label },
      { type: CKA.ID, value: toBuffer(id) },
    ];
    const ofPublic = [
      { type: CKA.CLASS, value: CKO.PUBLIC_KEY },
      { type: CKA.VERIFY, value: true },
      { type: CKA.EC_PARAMS, value: toBuffer(EC_PARAMS[algorithm]) },
    ];
    const ofPrivate = [
      { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
      { type: CKA.PRIVATE, value: true },
      { type: CKA.SENSITIVE, value: true },
      { type: CKA.EXTRACTABLE, value: false },
      { type: CKA.SIGN, value: true },
    ];
    callToken(() =>
      this.#binding.C_GenerateKeyPair(
        this.#session,
        { mechanism: generate },
        [...both, ...ofPublic],
        [...both, ...ofPrivate],
      ),
    );
    return this.publicKey({ label, id }, algorithm);
  }

  /** Stores bytes that only the PIN gives back. @throws TokenError STORE_CONFLICT when the label is taken */
  writeData(label: string, value: Uint8Array): void {
    if (this.#findData(label).length > 0) {
      throw new TokenError('STORE_CONFLICT', { detail: `the token has a data object ${label}` });
    }
    callToken(() =>
      this.#binding.C_CreateObject(this.#session, [
        { type: CKA.CLASS, value: CKO.DATA },
        { type: CKA.TOKEN, value: true },
        { type: CKA.PRIVATE, value: true },
        { type: CKA.APPLICATION, value: APPLICATION },
        { type: CKA.LABEL, value: label },
        { type: CKA.VALUE, value: toBuffer(value) },
      ]),
    );
  }

  /** @throws TokenError TOKEN_OBJECT_ABSENT */
  readData(label: string): Uint8Array {
    return this.#attribute(this.#one(this.#findData(label), 'data object', { label }), CKA.VALUE);
  }

  /** Labels of the data objects that this software wrote. */
  listData(): readonly string[] {
    return this.#findData().map((object) => textOf(this.#attribute(object, CKA.LABEL)));
  }

  /** @throws TokenError TOKEN_OBJECT_ABSENT */
  removeData(label: string): void {
    const object = this.#one(this.#findData(label), 'data object', { label });
    callToken(() => this.#binding.C_DestroyObject(this.#session, object));
  }

  /** Ends the session and the use of the module in this process. */
  close(): void {
    closeModule(this.#binding);
  }

  /** Whoever signs has seen the public key: where the private one is not found the token itself is gone, and the session with it. */
  #signingKey(name: ObjectName): Handle {
    try {
      return this.#privateKey(name);
    } catch (cause) {
      if (!(cause instanceof TokenError) || cause.code !== 'TOKEN_OBJECT_ABSENT') throw cause;
      throw new TokenError(cause.code, { cause, detail: `private key ${nameOf(name)}`, isLost: true });
    }
  }

  /** A private key that was made on this token and cannot leave it. */
  #privateKey(name: ObjectName): Handle {
    const known = this.#keys.get(nameOf(name));
    if (known !== undefined) return known;
    const key = this.#one(this.#find(CKO.PRIVATE_KEY, name), 'private key', name);
    const must: readonly (readonly [number, boolean, string])[] = [
      [CKA.LOCAL, true, 'was not made on the token'],
      [CKA.ALWAYS_SENSITIVE, true, 'could once be read out'],
      [CKA.NEVER_EXTRACTABLE, true, 'could once leave the token'],
    ];
    for (const [type, want, complaint] of must) {
      const isSet = this.#attribute(key, type)[0] === 1;
      if (isSet !== want) throw new TokenError('KEY_BAD', { detail: `${nameOf(name)} ${complaint}` });
    }
    this.#keys.set(nameOf(name), key);
    return key;
  }

  /** `undefined` for keys of other kinds. */
  #describe(object: Handle): TokenKeyInfo | undefined {
    const keyType = numberOf(this.#attribute(object, CKA.KEY_TYPE));
    if (keyType !== CKK.EC && keyType !== CKK.EC_EDWARDS) return undefined;
    const algorithm = algorithmOf(this.#attribute(object, CKA.EC_PARAMS));
    if (algorithm === undefined) return undefined;
    return {
      label: textOf(this.#attribute(object, CKA.LABEL)),
      id: this.#attribute(object, CKA.ID),
      algorithm,
      publicKey: decodeEcPoint(algorithm, this.#attribute(object, CKA.EC_POINT)),
    };
  }

  #findData(label?: string): readonly Handle[] {
    const ours = { type: CKA.APPLICATION, value: APPLICATION };
    return this.#find(CKO.DATA, label === undefined ? {} : { label }, [ours]);
  }

  #find(objectClass: number, name: ObjectName, more: readonly Attribute[] = []): readonly Handle[] {
    const template: readonly Attribute[] = [
      { type: CKA.CLASS, value: objectClass },
      ...(name.label === undefined ? [] : [{ type: CKA.LABEL, value: name.label }]),
      ...(name.id === undefined ? [] : [{ type: CKA.ID, value: toBuffer(name.id) }]),
      ...more,
    ];
    return callToken(() => {
      this.#binding.C_FindObjectsInit(this.#session, template);
      try {
        return this.#binding.C_FindObjects(this.#session, MAX_OBJECTS);
      } finally {
        this.#binding.C_FindObjectsFinal(this.#session);
      }
    });
  }

  #one(found: readonly Handle[], what: string, name: ObjectName): Handle {
    const [first] = found;
    if (first === undefined) throw new TokenError('TOKEN_OBJECT_ABSENT', { detail: `${what} ${nameOf(name)}` });
    if (found.length === 1) return first;
    throw new TokenError('KEY_BAD', { detail: `${found.length} objects are called ${what} ${nameOf(name)}` });
  }

  #attribute(object: Handle, type: number): Uint8Array {
    const [found] = callToken(() => this.#binding.C_GetAttributeValue(this.#session, object, [{ type }]));
    return Uint8Array.from(found?.value ?? []);
  }
}

/** An object's name in words: label, id in hexadecimal. */
function nameOf({ label, id }: ObjectName): string {
  const parts = [label, id === undefined ? undefined : `id ${Buffer.from(id).toString('hex')}`];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** CK_ULONG in the byte order of this machine; the kinds asked for fit its lowest 32 bits. */
function numberOf(value: Uint8Array): number {
  return value.length < 4 ? -1 : Buffer.from(value).readUInt32LE(0);
}

const textOf = (value: Uint8Array): string => new TextDecoder().decode(value);
/** The binding takes nothing but Buffer. */
const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
