import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import type { SessionKeys } from '@residence-permit/shared/secure-messaging';
import type { Template } from '@residence-permit/shared/terminal-auth';
import type { PasswordKind } from '../../card/session.ts';

/** What the chip waits for next, with what it must remember until then. Points are 65 bytes, secrets 32. */
export type PaceStep =
  | { readonly kind: 'nonce' }
  | { readonly kind: 'mapping'; readonly nonce: Uint8Array }
  | { readonly kind: 'agreement'; readonly generator: Uint8Array; readonly mappingSecret: Uint8Array }
  | {
      readonly kind: 'token';
      readonly keys: SessionKeys;
      readonly mappingSecret: Uint8Array;
      readonly chipEphemeral: Uint8Array;
      readonly terminalEphemeral: Uint8Array;
    };

/** One PACE run, from MSE:Set AT to the token. */
export type PaceRun = {
  readonly password: PasswordKind;
  readonly mapping: PaceMapping;
  readonly curve: PaceCurve;
  readonly requested: Template | undefined;
  readonly step: PaceStep;
};
