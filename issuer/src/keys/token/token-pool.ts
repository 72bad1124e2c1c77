import { PermitError } from '@residence-permit/shared/errors';
import { BREAKER, DEADLINE_MS, Token, type TokenSettings } from './open-token.ts';
import type { Pkcs11Uri } from './pkcs11-uri.ts';
import { makeStartTokenProcess, type StartTokenHost } from './token-host.ts';

/** Tokens that are opened when something is first asked of them; the keys of one token share its session. */
export type TokenPool = {
  /** @throws PermitError SETTING_BAD without a module */
  tokenOf(uri: Pkcs11Uri): Promise<Token>;
  /** Ends every session. */
  close(): void;
};

/** How the pool opens tokens. */
export type TokenPoolSettings = Pick<TokenSettings, 'deadlineMs' | 'breaker'> & {
  /** PKCS#11 library for URIs without `module-path`. */
  readonly module?: string;
  /** Asks for the PIN, or reads the file that the URI names. Asked once for each token, and again where it fails. */
  readonly readPin: (uri: Pkcs11Uri) => Promise<string>;
};

export function makeTokenPool(settings: TokenPoolSettings): TokenPool {
  const { readPin, deadlineMs = DEADLINE_MS, breaker = BREAKER } = settings;
  const tokens = new Map<string, Token>();
  const starting = (module: string, uri: Pkcs11Uri): StartTokenHost => {
    const { tokenLabel, serial } = uri;
    const which = { module, tokenLabel, ...(serial === undefined ? {} : { serial }) };
    let pin: string | undefined;
    return async () => {
      pin ??= await readPin(uri);
      return makeStartTokenProcess({ ...which, pin }, deadlineMs)();
    };
  };
  return {
    tokenOf(uri) {
      const module = uri.module ?? settings.module;
      if (module === undefined) {
        const detail = `token ${uri.tokenLabel}: no PKCS#11 module is named`;
        return Promise.reject(new PermitError('SETTING_BAD', { detail }));
      }
      const which = JSON.stringify([module, uri.tokenLabel, uri.serial]);
      const token = tokens.get(which) ?? Token.whenNeeded(starting(module, uri), breaker);
      tokens.set(which, token);
      return Promise.resolve(token);
    },
    close() {
      for (const token of tokens.values()) token.close();
      tokens.clear();
    },
  };
}
