import { encodeTemplate } from '@residence-permit/shared/terminal-auth';
import type { Chip } from '../../card/chip.ts';
import type { AuthenticatedTerminal } from '../../card/session.ts';
import { accessLogWith } from '../files/index.ts';

/** Gives an authenticated terminal its rights. Commits one line of the access log: what was granted, to whom. */
export function grantRights(chip: Chip, terminal: AuthenticatedTerminal): void {
  const { reference, effective, committedDay } = terminal;
  const day = Math.max(chip.memory.read('chipDate'), committedDay ?? 0);
  chip.memory.commit({
    accessLog: accessLogWith(chip.memory, { terminal: reference, day, rights: encodeTemplate(effective) }),
  });
  chip.session.terminal = terminal;
}
