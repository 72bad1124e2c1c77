import { createHmac, hkdfSync } from 'node:crypto';
import { KEY_BYTES, SecretKey } from '../../privacy/index.ts';

/** The keys of this room, each for one use, all from one key of the service. */
export type AccountKeys = {
  /** Seals the secrets of code generators. */
  readonly seal: SecretKey;
  /** Makes tags of logins and addresses, which compare and say nothing. */
  readonly tag: SecretKey;
  /** Hashes one-time set-up codes. */
  readonly setUp: SecretKey;
  /** Signs session cookies. */
  readonly cookie: SecretKey;
  /** Makes the tokens that stand in forms. */
  readonly form: SecretKey;
  /** Seals forms that wait for their user. */
  readonly kept: SecretKey;
};

/** Derives them from a key of 32 bytes by HKDF-SHA-256 (RFC 5869). */
export function makeAccountKeys(service: SecretKey): AccountKeys {
  const derive = (use: string): SecretKey =>
    new SecretKey(
      new Uint8Array(hkdfSync('sha256', service.expose(), '', `residence-permit/accounts/${use}`, KEY_BYTES)),
    );
  return {
    seal: derive('seal'),
    tag: derive('tag'),
    setUp: derive('set-up'),
    cookie: derive('cookie'),
    form: derive('form'),
    kept: derive('kept'),
  };
}

/** HMAC-SHA-256 of a text: 32 bytes. */
export function tagOf(key: SecretKey, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', key.expose()).update(text, 'utf8').digest());
}
