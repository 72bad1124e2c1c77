import { CertificateReply } from '../../../http/api/terminals/terminal-routes.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm, showPage } from '../../page/shown.ts';
import { certifiedShown } from './certified-shown.ts';
import { onTerminal, type Terminal } from './read-terminals.ts';

/** A certificate for a terminal, or the next one when that nears its end; shown to be copied to the terminal. */
export const certifyPage: PageDefinition = {
  path: '/office/terminals/:terminalId/certificate',
  access: 'signed-in',
  show: (page) => showAsk(page),
  act: certify,
};

function showAsk(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onTerminal(page, (terminal) => showForm('terminals/certify', { data: { terminal }, values: {}, errors }));
}

function certify(page: PageRequest): Promise<Shown> {
  return onTerminal(page, async (terminal) => {
    const done = await page.ask('certifyTerminal', { params: { terminalId: terminal.id }, reply: CertificateReply });
    if (done.kind === 'reply') return showPage('terminals/certified', certifiedShown(terminal, done.body));
    const errors = done.code === 'too-early' ? tooEarlyIn(page, terminal) : formErrorsOf(page, done, {});
    return errors === undefined ? done : showAsk(page, errors);
  });
}

/** Says from which day on the next certificate is signed. */
function tooEarlyIn({ say, format }: PageRequest, { certificate }: Terminal): FormErrors {
  const from = certificate === undefined ? '' : format.date(certificate.renewableFrom);
  return { status: 409, fields: {}, others: [say('terminals.certify.too-early', { from })] };
}
