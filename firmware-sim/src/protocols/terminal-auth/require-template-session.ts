import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import type { PaceResult } from '../../card/session.ts';
import { SW } from '../../card/status.ts';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { makeTerminalAuthRun, type TerminalAuthRun } from './terminal-auth-run.ts';

/**
 * Terminal authentication needs PACE with a template, and happens once in a session.
 * @throws Refusal 6982 outside such a session, 6985 once a terminal is authenticated
 */
export function requireTemplateSession(chip: Chip): {
  readonly access: PaceResult & { readonly requested: Template };
  readonly run: TerminalAuthRun;
} {
  const { access, channel, terminal, chipAuth } = chip.session;
  if (access === undefined || channel === undefined) return refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const { requested } = access;
  if (requested === undefined) return refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  if (terminal !== undefined || chipAuth !== undefined) return refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.session.terminalAuth ??= makeTerminalAuthRun();
  return { access: { ...access, requested }, run: chip.session.terminalAuth };
}
