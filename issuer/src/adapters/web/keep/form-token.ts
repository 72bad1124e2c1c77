import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../ports/index.ts';
import type { SecretKey } from '../../privacy/index.ts';

/** Longer than any session may last. */
const LIFE_S = 13 * 3600;

/** Tokens that stand in every form, so that no other site can send one for somebody who is signed in. */
export type FormTokens = {
  /** The token of a form shown to that account (UUID); empty where nobody is signed in. */
  make(accountId: string | undefined): string;
  /** The account that the form was shown to; nothing for a token that is not ours, or too old. */
  read(token: string): string | undefined;
};

/**
 * The account and the time, under an HMAC-SHA-256. Bound to the account and not to the visit, so that a form that was open
 * while its user signed in again can still be sent. `key`: 32 bytes.
 */
export function makeFormTokens({ key, clock }: { readonly key: SecretKey; readonly clock: Clock }): FormTokens {
  const macOf = (text: string) => createHmac('sha256', key.expose()).update(text, 'utf8').digest();
  return {
    make(accountId) {
      if (accountId === undefined) return '';
      const text = `${accountId}.${clock()}`;
      return `${text}.${macOf(text).toString('base64url')}`;
    },
    read(token) {
      const [accountId = '', at = '', mac = ''] = token.split('.');
      const [expected, sent] = [macOf(`${accountId}.${at}`), Buffer.from(mac, 'base64url')];
      if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return undefined;
      return clock() - Number(at) < LIFE_S ? accountId : undefined;
    },
  };
}
