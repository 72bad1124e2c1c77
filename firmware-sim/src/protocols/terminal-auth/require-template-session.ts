import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import type { PaceResult } from '../../card/session.ts';
import { SW } from '../../card/status.ts';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { makeTerminalAuthRun, type TerminalAuthRun } from './terminal-auth-run.ts';

/**
 * Terminal authentication needs PACE with a template and chip-authentication mapping, and happens once in a session.
 * After generic mapping it would have to wait for chip authentication, which this chip does not offer.
 * @throws Refusal 6982 outside such a session, 6985 once a terminal is authenticated
 */
export function requireTemplateSession(chip: Chip): {
  readonly access: PaceResult & { readonly requested: Template };
  readonly run: TerminalAuthRun;
} {
  const { access, channel, terminal } = chip.session;
  if (access === undefined || channel === undefined) return refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const { requested } = access;
  if (requested === undefined || access.mapping !== 'cam') return refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  if (terminal !== undefined) return refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.session.terminalAuth ??= makeTerminalAuthRun();
  return { access: { ...access, requested }, run: chip.session.terminalAuth };
}
