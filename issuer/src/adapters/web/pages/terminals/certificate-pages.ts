import { CertificateReply } from '../../../http/api/terminals/terminal-routes.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { certifiedShown } from './certified-shown.ts';
import { onTerminal, type Terminal } from './read-terminals.ts';

const PATH = '/office/terminals/:terminalId/certificate';

/** A certificate for a terminal, or the next one when that nears its end; and its files, to be put into the terminal. */
export const certificatePages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showAsk(page), act: certify },
  { path: `${PATH}/files`, access: 'signed-in', show: showFiles },
];

function showAsk(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onTerminal(page, (terminal) => showForm('terminals/certify', { data: { terminal }, values: {}, errors }));
}

function certify(page: PageRequest): Promise<Shown> {
  return onTerminal(page, async (terminal) => {
    const done = await page.ask('certifyTerminal', { params: { terminalId: terminal.id }, reply: CertificateReply });
    if (done.kind === 'reply') return goTo(`/office/terminals/${terminal.id}/certificate/files?done=signed`);
    const errors = done.code === 'too-early' ? tooEarlyIn(page, terminal) : formErrorsOf(page, done, {});
    return errors === undefined ? done : showAsk(page, errors);
  });
}

function showFiles(page: PageRequest): Promise<Shown> {
  return onTerminal(page, async (terminal) => {
    const params = { terminalId: terminal.id };
    const read = await page.ask('readTerminalCertificate', { params, reply: CertificateReply });
    if (read.kind === 'problem') return read;
    const isNew = page.query['done'] === 'signed';
    return showPage('terminals/files', { ...certifiedShown(terminal, read.body), isNew });
  });
}

/** Says from which day on the next certificate is signed. */
function tooEarlyIn({ say, format }: PageRequest, { certificate }: Terminal): FormErrors {
  const from = certificate === undefined ? '' : format.date(certificate.renewableFrom);
  return { status: 409, fields: {}, others: [say('terminals.certify.too-early', { from })] };
}
