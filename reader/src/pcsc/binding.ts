import { CardError } from '@residence-permit/shared/errors';

/** What this room uses of the package `pcsclite`; its own types name more and say less. */
export type PcscBinding = () => NativeContext;

/** One connection to the PC/SC service. Emits `reader` for each reader that it meets and `error` when the service fails. */
export type NativeContext = {
  on(event: 'reader', listener: (reader: NativeReader) => void): unknown;
  on(event: 'error', listener: (cause: unknown) => void): unknown;
  close(): unknown;
};

/** One reader. `status` carries the 32-bit state word of SCardGetStatusChange and the answer to reset. */
export type NativeReader = {
  readonly name: string;
  readonly connected: boolean;
  readonly SCARD_SHARE_SHARED: number;
  readonly SCARD_SHARE_EXCLUSIVE: number;
  readonly SCARD_PROTOCOL_T1: number;
  readonly SCARD_LEAVE_CARD: number;
  readonly SCARD_RESET_CARD: number;
  on(event: 'status', listener: (status: { readonly state: number; readonly atr?: Uint8Array }) => void): unknown;
  on(event: 'error', listener: (cause: unknown) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  connect(
    options: { share_mode: number; protocol: number },
    done: (cause: unknown, protocol: number | undefined) => void,
  ): void;
  disconnect(disposition: number, done: (cause: unknown) => void): void;
  transmit(
    command: Uint8Array,
    maxResponseBytes: number,
    protocol: number,
    done: (cause: unknown, response: Uint8Array | undefined) => void,
  ): void;
  close(): unknown;
};

/**
 * Loads the native package when it is first needed. It is an optional dependency: without the PC/SC headers at install
 * time it is silently absent, and installed without its script it is there but cannot be loaded.
 * @throws CardError READER_ABSENT
 */
export async function loadBinding(): Promise<PcscBinding> {
  // A name the compiler does not resolve: the package need not be there when this is built.
  const name: string = 'pcsclite';
  try {
    const loaded: unknown = await import(name);
    if (isModule(loaded)) return loaded.default;
  } catch (cause) {
    throw new CardError('READER_ABSENT', { cause, detail: `the package ${name} is not installed or not built` });
  }
  throw new CardError('READER_ABSENT', { detail: `the package ${name} is not the one expected` });
}

function isModule(value: unknown): value is { readonly default: PcscBinding } {
  return typeof value === 'object' && value !== null && 'default' in value && typeof value.default === 'function';
}
