import type { Code } from '@residence-permit/shared/errors';
import type { KeyAlgorithm } from './ec-point.ts';

/** Names an object of a token: by CKA_LABEL, CKA_ID, or both. */
export type ObjectName = { readonly label?: string; readonly id?: Uint8Array };

/** Which token, and how to open it. */
export type TokenAddress = {
  /** Path of the PKCS#11 library. */
  readonly module: string;
  readonly tokenLabel: string;
  /** Tells tokens of one label apart. */
  readonly serial?: string;
  readonly pin: string;
};

/** A key pair on the token. */
export type TokenKeyInfo = {
  readonly label: string;
  readonly id: Uint8Array;
  readonly algorithm: KeyAlgorithm;
  /** 32 bytes of Ed25519, or an uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
};

type KeyRequest = { readonly key: ObjectName; readonly algorithm: KeyAlgorithm };

/** What is asked of a token, and what it answers. */
export type TokenTraffic = {
  /** Does nothing but show that the session lives. */
  readonly ping: { readonly request: { readonly kind: 'ping' }; readonly answer: null };
  readonly 'public-key': {
    readonly request: { readonly kind: 'public-key' } & KeyRequest;
    readonly answer: Uint8Array;
  };
  readonly sign: {
    readonly request: { readonly kind: 'sign'; readonly message: Uint8Array } & KeyRequest;
    readonly answer: Uint8Array;
  };
  readonly 'list-keys': { readonly request: { readonly kind: 'list-keys' }; readonly answer: readonly TokenKeyInfo[] };
  readonly generate: {
    readonly request: {
      readonly kind: 'generate';
      readonly algorithm: KeyAlgorithm;
      readonly label: string;
      readonly id: Uint8Array;
    };
    readonly answer: Uint8Array;
  };
  readonly 'write-data': {
    readonly request: { readonly kind: 'write-data'; readonly label: string; readonly value: Uint8Array };
    readonly answer: null;
  };
  readonly 'read-data': {
    readonly request: { readonly kind: 'read-data'; readonly label: string };
    readonly answer: Uint8Array;
  };
  readonly 'list-data': { readonly request: { readonly kind: 'list-data' }; readonly answer: readonly string[] };
  readonly 'remove-data': {
    readonly request: { readonly kind: 'remove-data'; readonly label: string };
    readonly answer: null;
  };
};

export type TokenKind = keyof TokenTraffic;
export type TokenRequest<Kind extends TokenKind = TokenKind> = TokenTraffic[Kind]['request'];
export type TokenAnswer<Kind extends TokenKind = TokenKind> = TokenTraffic[Kind]['answer'];

/** A failure on its way from the process that holds the token. */
export type TokenFailure = { readonly code: Code; readonly detail: string; readonly isLost: boolean };
