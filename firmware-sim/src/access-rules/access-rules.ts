import type { Template } from '@residence-permit/shared/terminal-auth';
import type { Chip } from '../card/chip.ts';
import type { PasswordKind } from '../card/session.ts';

/** The state of a session as far as rights go. Card profile 1 §2. */
export type Access =
  | { readonly kind: 'free' }
  | { readonly kind: 'column'; readonly password: PasswordKind }
  /** `effective` is absent until terminal authentication has succeeded. */
  | { readonly kind: 'template'; readonly effective: Template | undefined };

/** A file of the application: a data group by number, or one that only the chip writes. */
export type ReadableFile = number | 'counters' | 'access-log' | 'state';

/** Card profile 1 §2, column "PACE-CAN, no template": what is printed on the face, and what proves it. */
const CARD_NUMBER_GROUPS: ReadonlySet<number> = new Set([1, 2, 9, 10, 12, 17]);

/** Card profile 1 §2: readable in every session, so that a reader can check the signature. */
const ALWAYS_WITH_PACE: ReadonlySet<number> = new Set([1, 12]);

/** Never the union: with a template asked for, the password's column does not hold. A terminated card gives nothing. */
export function accessOf({ session, memory }: Pick<Chip, 'session' | 'memory'>): Access {
  if (memory.read('lifeCycle') === 'terminated') return { kind: 'free' };
  if (session.access === undefined || session.channel === undefined) return { kind: 'free' };
  if (session.access.requested === undefined) return { kind: 'column', password: session.access.password };
  return { kind: 'template', effective: session.terminal?.effective };
}

export function mayRead(access: Access, file: ReadableFile): boolean {
  if (access.kind === 'free') return false;
  if (access.kind === 'column') return mayReadByColumn(access.password, file);
  if (typeof file !== 'number') return false;
  return ALWAYS_WITH_PACE.has(file) || (access.effective?.read.includes(file) ?? false);
}

/** The holder reads everything; the unblocking code opens nothing. */
function mayReadByColumn(password: PasswordKind, file: ReadableFile): boolean {
  if (password === 'can') return typeof file === 'number' && CARD_NUMBER_GROUPS.has(file);
  return password === 'pin';
}

/** The write bit of a data group; no password alone ever gives it. */
export function mayWrite(access: Access, dataGroup: number): boolean {
  return access.kind === 'template' && (access.effective?.write.includes(dataGroup) ?? false);
}

/** COUNT needs the group's read bit and the count bit. */
export function mayCount(access: Access, dataGroup: number): boolean {
  return (
    access.kind === 'template' &&
    (access.effective?.count ?? false) &&
    (access.effective?.read.includes(dataGroup) ?? false)
  );
}

/** PIN management by a terminal. */
export function mayManagePin(access: Access): boolean {
  return access.kind === 'template' && (access.effective?.pinManagement ?? false);
}
