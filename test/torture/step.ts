import type { CertifiedKey } from '@residence-permit/firmware-sim/testing';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { WriteRecordData } from '@residence-permit/shared/records';
import type { ScpStaticKeys } from '@residence-permit/shared/scp03';

/** Whose rights a terminal asks for in PACE. */
export type Rights = 'none' | 'clinic' | 'office';

/** A certificate with what the model must know of it: a day is counted from 1970-01-01. */
export type DatedKey = CertifiedKey & { readonly effectiveDay: number; readonly movesDate: boolean };

/** One thing that a terminal or a personalisation machine does; at most one of its commands changes the memory of the card. */
export type Step =
  | { readonly kind: 'open-channel'; readonly keys: ScpStaticKeys; readonly version: number }
  | { readonly kind: 'put-key'; readonly keys: ScpStaticKeys; readonly version: number; readonly dek: Uint8Array }
  | { readonly kind: 'generate-key'; readonly key: 'device' | 'receipt' }
  | { readonly kind: 'get-key'; readonly key: 'device' | 'receipt' }
  | {
      readonly kind: 'store';
      readonly target: number;
      readonly offset: number;
      readonly bytes: Uint8Array;
      readonly whole: Uint8Array;
    }
  | { readonly kind: 'perso-status' }
  | { readonly kind: 'end-personalisation' }
  | {
      readonly kind: 'pace';
      readonly password: 'can' | 'pin' | 'puk';
      readonly value: string;
      readonly right: boolean;
      readonly rights: Rights;
    }
  | { readonly kind: 'present-link'; readonly link: DatedKey; readonly by: string }
  | { readonly kind: 'present-dv'; readonly dv: DatedKey; readonly by: string }
  | { readonly kind: 'present-terminal'; readonly terminal: DatedKey; readonly by: string }
  | { readonly kind: 'prove'; readonly terminal: CertifiedKey; readonly committed: PlainDate }
  | { readonly kind: 'select' }
  | { readonly kind: 'read'; readonly sfi: number; readonly isLogged: boolean }
  | { readonly kind: 'write-record'; readonly record: Omit<WriteRecordData, 'binding'> }
  | {
      readonly kind: 'count';
      readonly grant: Uint8Array;
      readonly amount: number;
      readonly transaction: Uint8Array;
      readonly day: number;
    }
  | { readonly kind: 'set-pin'; readonly pin: string }
  | { readonly kind: 'change-pin'; readonly pin: string }
  | { readonly kind: 'reset-counter' }
  | { readonly kind: 'terminate' };

/** Steps between one power-up and the next. */
export type Visit = { readonly name: string; readonly steps: readonly Step[] };
