import { decodeUtf8, encodeUtf8 } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import type { Clock, RandomSource } from '../../../ports/index.ts';
import { openSealed, type SecretKey, sealBytes } from '../../privacy/index.ts';

/** So long what was typed may wait for somebody to sign in again or to prove presence. */
const LIFE_S = 1800;
const OPENLY = encodeUtf8('web.kept-form');

const KeptForm = z.strictObject({
  /** The address that the form is sent to. */
  path: z.string(),
  /** Only this account gets it back. */
  accountId: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  at: z.int(),
});

/** A form that was sent and not taken yet. */
export type KeptForm = Omit<z.output<typeof KeptForm>, 'at'>;

/** Seals forms, so that they can wait in a page or a session without anybody reading them there. */
export type KeptForms = {
  /** Base64url text. */
  seal(form: KeptForm): string;
  /** Nothing for what is not ours, was changed, or is too old. */
  open(sealed: string): KeptForm | undefined;
};

/** `key`: 32 bytes. */
export function makeKeptForms(deps: {
  readonly key: SecretKey;
  readonly clock: Clock;
  readonly random: RandomSource;
}): KeptForms {
  const key = () => deps.key.expose();
  return {
    seal(form) {
      const plain = encodeUtf8(JSON.stringify({ ...form, at: deps.clock() }));
      return Buffer.from(sealBytes({ key: key(), openly: OPENLY, plain, random: deps.random })).toString('base64url');
    },
    open(text) {
      const plain = openOrNothing(key(), Buffer.from(text, 'base64url'));
      if (plain === undefined) return undefined;
      const { at, ...form } = KeptForm.parse(JSON.parse(decodeUtf8(plain)));
      return deps.clock() - at < LIFE_S ? form : undefined;
    },
  };
}

function openOrNothing(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return openSealed({ key, openly: OPENLY, sealed });
  } catch (cause) {
    if (cause instanceof PermitError && cause.code === 'SEAL_BROKEN') return undefined;
    throw cause;
  }
}

declare module 'express-session' {
  interface SessionData {
    /** A sealed form that waits for its page, after its user signed in again. */
    kept: string;
  }
}
