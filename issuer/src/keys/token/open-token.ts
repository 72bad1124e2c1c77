import { inspect } from 'node:util';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { importEd25519PublicKey } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import type { EcdsaP256Signer } from '../ecdsa-p256-signer.ts';
import type { KeyAlgorithm } from './ec-point.ts';
import { type BreakerSettings, makeTokenBreaker } from './token-breaker.ts';
import { TokenError } from './token-error.ts';
import { makeStartTokenProcess, type StartTokenHost, type TokenHost } from './token-host.ts';
import type {
  ObjectName,
  TokenAddress,
  TokenAnswer,
  TokenKeyInfo,
  TokenKind,
  TokenRequest,
  TokenTraffic,
} from './token-request.ts';
import { makeVerifySignature } from './verify-signature.ts';

/** How long an answer may take; a signature takes a token milliseconds, a key pair some seconds. */
export const DEADLINE_MS = 15_000;
/** A token that fails three times in a row is left alone for half a minute. */
export const BREAKER: BreakerSettings = { failures: 3, restMs: 30_000, nowMs: () => performance.now() };

/** What is opened, and how patiently. */
export type TokenSettings = TokenAddress & { readonly deadlineMs?: number; readonly breaker?: BreakerSettings };

/** Requests that may be made twice: after a lost session nobody knows whether the first one was done. */
const REPEATABLE: ReadonlySet<TokenKind> = new Set([
  'ping',
  'public-key',
  'sign',
  'list-keys',
  'read-data',
  'list-data',
]);

/**
 * Logs in to a PKCS#11 token, in a process of its own.
 * @throws PermitError TOKEN_MODULE_ABSENT, TOKEN_ABSENT, TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED, SIGNER_UNAVAILABLE
 */
export async function openToken(settings: TokenSettings): Promise<Token> {
  const { deadlineMs = DEADLINE_MS, breaker = BREAKER, ...address } = settings;
  return Token.open(makeStartTokenProcess(address, deadlineMs), breaker);
}

/**
 * A token that is logged in. A lost session is opened anew once; where that fails several times in a row every request is
 * refused at once for a while (SIGNER_UNAVAILABLE). A PIN that was refused is never sent again. It prints as its kind only.
 */
export class Token {
  readonly #start: StartTokenHost;
  readonly #breaker: ReturnType<typeof makeTokenBreaker>;
  #host: TokenHost | undefined;
  /** Why this token is of no more use. */
  #shut: PermitError | undefined;
  /** The request under way, or the last one. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(start: StartTokenHost, breaker: BreakerSettings) {
    this.#start = start;
    this.#breaker = makeTokenBreaker(breaker);
  }

  /** A token whose session is opened by the first thing that is asked of it. */
  static whenNeeded(start: StartTokenHost, breaker: BreakerSettings): Token {
    return new Token(start, breaker);
  }

  static async open(start: StartTokenHost, breaker: BreakerSettings): Promise<Token> {
    const token = new Token(start, breaker);
    await token.#ask({ kind: 'ping' });
    return token;
  }

  /** A signer whose key stays on the token. @throws PermitError TOKEN_OBJECT_ABSENT, KEY_BAD */
  async ed25519Signer(key: ObjectName): Promise<Ed25519Signer> {
    const publicKey = importEd25519PublicKey(await this.#ask({ kind: 'public-key', key, algorithm: 'ed25519' }));
    return { publicKey, sign: this.#signWith(key, 'ed25519', publicKey) };
  }

  /** A signer whose key stays on the token. @throws PermitError TOKEN_OBJECT_ABSENT, KEY_BAD */
  async p256Signer(key: ObjectName): Promise<EcdsaP256Signer> {
    const publicKey = await this.#ask({ kind: 'public-key', key, algorithm: 'p256' });
    return { publicKey, sign: this.#signWith(key, 'p256', publicKey) };
  }

  /**
   * Makes a key pair on the token; there is no way to bring one in from outside.
   * @returns the public key
   * @throws PermitError STORE_CONFLICT when label or id is taken; TOKEN_MECHANISM_MISSING
   */
  generate(request: {
    readonly algorithm: KeyAlgorithm;
    readonly label: string;
    readonly id: Uint8Array;
  }): Promise<Uint8Array> {
    return this.#ask({ kind: 'generate', ...request });
  }

  listKeys(): Promise<readonly TokenKeyInfo[]> {
    return this.#ask({ kind: 'list-keys' });
  }

  /** Stores bytes as a private data object, which only the PIN gives back. @throws PermitError STORE_CONFLICT */
  async writeData(label: string, value: Uint8Array): Promise<void> {
    await this.#ask({ kind: 'write-data', label, value });
  }

  /** @throws PermitError TOKEN_OBJECT_ABSENT */
  readData(label: string): Promise<Uint8Array> {
    return this.#ask({ kind: 'read-data', label });
  }

  /** Labels of the data objects that this software wrote. */
  listData(): Promise<readonly string[]> {
    return this.#ask({ kind: 'list-data' });
  }

  /** @throws PermitError TOKEN_OBJECT_ABSENT */
  async removeData(label: string): Promise<void> {
    await this.#ask({ kind: 'remove-data', label });
  }

  /** Ends the session; what is asked afterwards is refused. */
  close(): void {
    this.#shut ??= new TokenError('SIGNER_UNAVAILABLE', { detail: 'the token was closed' });
    this.#drop();
  }

  toJSON(): string {
    return '[PKCS#11 token]';
  }

  [inspect.custom](): string {
    return '[PKCS#11 token]';
  }

  #signWith(key: ObjectName, algorithm: KeyAlgorithm, publicKey: Uint8Array) {
    const verifies = makeVerifySignature(algorithm, publicKey);
    return async (message: Uint8Array): Promise<Uint8Array> => {
      const signature = await this.#ask({ kind: 'sign', key, algorithm, message });
      if (verifies(message, signature)) return signature;
      throw new TokenError('SIGNER_FAILED', { detail: "the token's signature does not verify" });
    };
  }

  /** One request after the other. */
  async #ask<Kind extends TokenKind>(
    request: TokenRequest<Kind> & { readonly kind: Kind },
  ): Promise<TokenTraffic[Kind]['answer']> {
    const turn = this.#turn.then(() => this.#breaker(() => this.#askOnce(request)));
    this.#turn = turn.catch(() => undefined);
    // The process answers each kind of request with its own kind of answer.
    return (await turn) as TokenAnswer<Kind>;
  }

  async #askOnce(request: TokenRequest): Promise<unknown> {
    if (this.#shut !== undefined) throw this.#shut;
    if (REPEATABLE.has(request.kind)) return this.#repeat(request);
    // Sessions die while nobody uses them: a lost one is found before the request that may be made only once.
    await this.#repeat({ kind: 'ping' });
    return this.#try(request);
  }

  async #repeat(request: TokenRequest): Promise<unknown> {
    const wasFresh = this.#host === undefined;
    try {
      return await this.#try(request);
    } catch (cause) {
      if (wasFresh || !(cause instanceof TokenError) || !cause.isLost) throw cause;
      return this.#try(request);
    }
  }

  async #try(request: TokenRequest): Promise<unknown> {
    try {
      this.#host ??= await this.#start();
      return await this.#host.ask(request);
    } catch (cause) {
      const code = cause instanceof PermitError ? cause.code : undefined;
      if (cause instanceof PermitError && (code === 'TOKEN_PIN_WRONG' || code === 'TOKEN_PIN_LOCKED'))
        this.#shut = cause;
      if (code === 'SIGNER_UNAVAILABLE' || (cause instanceof TokenError && cause.isLost)) this.#drop();
      throw cause;
    }
  }

  #drop(): void {
    this.#host?.end();
    this.#host = undefined;
  }
}
