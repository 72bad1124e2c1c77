import { type CvCertificate, decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { andTemplates, type Template } from '@residence-permit/shared/terminal-auth';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { TerminalCredential } from '../../session/index.ts';
import type { TerminalStanding } from '../card-reading.ts';

/** `rights` is what the terminal's two certificates allow together; absent when it must not show them. */
export type TerminalFinding = { readonly standing: TerminalStanding; readonly rights?: Template };

/**
 * May this terminal show its certificate? The chip has no clock and no list of revoked terminals, so it is the terminal
 * that refuses to use a certificate that the bundle revokes or that is outside its days.
 * @throws DecodeError CVC_MALFORMED when the credential is no certificate: a fault of the terminal, not of a card
 */
export function checkTerminal(input: {
  readonly terminal: TerminalCredential | 'none';
  readonly trust: Trust;
  readonly today: PlainDate;
}): TerminalFinding {
  const { terminal, trust, today } = input;
  if (terminal === 'none') return { standing: { kind: 'uncertified', code: 'TERMINAL_UNCERTIFIED' } };
  const own = decodeCvCertificate(terminal.certificates.terminal);
  const dv = decodeCvCertificate(terminal.certificates.dv);
  if ([own, dv].some(({ chr }) => trust.isTerminalRevoked(chr))) {
    return { standing: { kind: 'uncertified', code: 'TERMINAL_REVOKED' } };
  }
  if (![own, dv].every((certificate) => covers(certificate, today))) {
    return { standing: { kind: 'uncertified', code: 'TERMINAL_EXPIRED' } };
  }
  return { standing: { kind: 'certified' }, rights: andTemplates(dv.template, own.template) };
}

/** Both days included. TR-03110-3 §C.1.3 */
function covers({ effective, expiry }: CvCertificate, today: PlainDate): boolean {
  return compareDates(effective, today) <= 0 && compareDates(today, expiry) <= 0;
}
