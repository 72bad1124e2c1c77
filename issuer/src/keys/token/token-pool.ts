import { PermitError } from '@residence-permit/shared/errors';
import { openToken, type Token, type TokenSettings } from './open-token.ts';
import { type Pkcs11Uri } from './pkcs11-uri.ts';

/** Tokens that are opened when they are first needed; the keys of one token share its session. */
export type TokenPool = {
  /** @throws PermitError SETTING_BAD without a module, and what `openToken` throws */
  tokenOf(uri: Pkcs11Uri): Promise<Token>;
  /** Ends every session. */
  close(): void;
};

/** How the pool opens tokens. */
export type TokenPoolSettings = Pick<TokenSettings, 'deadlineMs' | 'breaker'> & {
  /** PKCS#11 library for URIs without `module-path`. */
  readonly module?: string;
  /** Asks for the PIN, or reads the file that the URI names. Asked once for each token. */
  readonly readPin: (uri: Pkcs11Uri) => Promise<string>;
};

export function makeTokenPool({ module: usual, readPin, ...patience }: TokenPoolSettings): TokenPool {
  const tokens = new Map<string, Promise<Token>>();
  const open = async (module: string, uri: Pkcs11Uri): Promise<Token> => {
    const { tokenLabel, serial } = uri;
    const which = { module, tokenLabel, ...(serial === undefined ? {} : { serial }) };
    return openToken({ ...which, ...patience, pin: await readPin(uri) });
  };
  return {
    async tokenOf(uri) {
      const module = uri.module ?? usual;
      if (module === undefined) {
        throw new PermitError('SETTING_BAD', { detail: `token ${uri.tokenLabel}: no PKCS#11 module is named` });
      }
      const which = JSON.stringify([module, uri.tokenLabel, uri.serial]);
      const opening = tokens.get(which) ?? open(module, uri);
      tokens.set(which, opening);
      try {
        return await opening;
      } catch (cause) {
        // A PIN that was refused stays refused: asking the token again would cost another try.
        const isRefused = cause instanceof PermitError && cause.code.startsWith('TOKEN_PIN');
        if (!isRefused) tokens.delete(which);
        throw cause;
      }
    },
    close() {
      for (const opening of tokens.values()) void opening.then((token) => token.close()).catch(() => undefined);
      tokens.clear();
    },
  };
}
