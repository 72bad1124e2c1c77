import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import type { PasswordKind } from '../../card/session.ts';
import { SW } from '../../card/status.ts';
import { PIN_TRIES, PUK_USES } from '../pin/index.ts';

/** Card profile 1 §5: min(2^n · 100 ms, 3 s) after n wrong card access numbers in a row. */
const DELAY_UNIT_MS = 100;
const MAX_DELAY_MS = 3000;
/** A PIN with one try left is suspended: it takes the card access number first, in the same session. TR-03110-2 §3.3 */
const SUSPENDED_TRIES = 1;

/** The characters of a password, ASCII digits. @throws Refusal 6283 where the holder has set none yet */
export function passwordOf(chip: Chip, kind: PasswordKind): Uint8Array {
  return chip.memory.read(kind) ?? refuse(SW.PASSWORD_DEACTIVATED);
}

/**
 * What MSE:Set AT answers: 9000, or 63CX with the tries of the PIN or the uses of the PUK left, where fewer than all are.
 * TR-03110-3 §B.11.1
 */
export function triesStatus(chip: Chip, kind: PasswordKind): number {
  if (kind === 'can') return SW.OK;
  const left = chip.memory.read(kind === 'pin' ? 'pinTries' : 'pukUses');
  return left === (kind === 'pin' ? PIN_TRIES : PUK_USES) ? SW.OK : SW.TRIES_LEFT + left;
}

/** @throws Refusal 6983 for a blocked password, 6985 for a suspended PIN without the card access number first */
export function requireUsable(chip: Chip, kind: PasswordKind): void {
  const { memory, session } = chip;
  switch (kind) {
    case 'can':
      return;
    case 'pin':
      if (memory.read('pinTries') === 0) refuse(SW.PASSWORD_BLOCKED);
      if (memory.read('pinTries') === SUSPENDED_TRIES && session.access?.password !== 'can') {
        refuse(SW.CONDITIONS_NOT_SATISFIED);
      }
      return;
    case 'puk':
      if (memory.read('pukUses') === 0) refuse(SW.PASSWORD_BLOCKED);
  }
}

/** The wait before a run with the card access number, asked for by waiting-time extension; a PIN is guarded by its tries. */
export function waitBeforeNonce(chip: Chip, kind: PasswordKind): void {
  const failures = chip.memory.read('canFailures');
  if (kind === 'can' && failures > 0) {
    chip.meter.operation('delay', Math.min(2 ** failures * DELAY_UNIT_MS, MAX_DELAY_MS));
  }
}

/** Takes one try off, before the check, so that pulling the card away does not give it back. */
export function takeTry(chip: Chip, kind: PasswordKind): void {
  const { memory } = chip;
  switch (kind) {
    case 'can':
      return memory.commit({ canFailures: memory.read('canFailures') + 1 });
    case 'pin':
      return memory.commit({ pinTries: memory.read('pinTries') - 1 });
    case 'puk':
      return memory.commit({ pukUses: memory.read('pukUses') - 1 });
  }
}

/** After a right password. A use of the unblocking code stays used: it has ten uses, right or wrong. */
export function giveTriesBack(chip: Chip, kind: PasswordKind): void {
  switch (kind) {
    case 'can':
      return chip.memory.commit({ canFailures: 0 });
    case 'pin':
      return chip.memory.commit({ pinTries: PIN_TRIES });
    case 'puk':
  }
}

/** After a wrong one: 63CX with the tries left for the PIN, 6300 else. */
export function wrongPasswordStatus(chip: Chip, kind: PasswordKind): number {
  return kind === 'pin' ? SW.TRIES_LEFT + chip.memory.read('pinTries') : SW.AUTHENTICATION_FAILED;
}
