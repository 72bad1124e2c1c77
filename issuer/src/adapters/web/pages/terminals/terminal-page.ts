import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { onTerminal, purposeTitles } from './read-terminals.ts';

const PATH = '/office/terminals/:terminalId';
const USES = ['READS', 'COUNTS', 'WRITES'] as const;
const APPROVAL: FormFields = {
  purposes: {
    pointer: '/body/purposes',
    words: 'terminals.purposes',
    refusals: ['purposes-missing', 'purpose-unknown'],
  },
  sites: { pointer: '/body/sites', words: 'terminals.sites', refusals: ['sites-missing'] },
  use: { pointer: '/body/use', words: 'terminals.use' },
};
const REASON: FormFields = {
  reason: { pointer: '/body/reason', words: 'terminals.reason', refusals: ['reason-blank'] },
};

/** One terminal: approved for purposes and sites or turned down, and taken out of use for good. */
export const terminalPages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showTerminal(page), act: decide },
  { path: `${PATH}/revoke`, access: 'signed-in', show: (page) => showRevocation(page), act: revoke },
];

function showTerminal(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onTerminal(page, async (terminal) => {
    const titles = await purposeTitles(page);
    if ('kind' in titles) return titles;
    const roles = page.viewer?.roles ?? [];
    const isSupervisor = roles.includes('supervisor');
    const isInUse = terminal.state === 'APPROVED' || terminal.state === 'CERTIFIED';
    const data = {
      terminal,
      purposes: terminal.purposes.map((id) => titles.get(id) ?? id),
      purposeChoices: [...titles].map(([value, text]) => ({ value, text })),
      uses: USES.map((value) => ({ value, text: page.say(`standing.use.${value}`) })),
      mayDecide: isSupervisor && terminal.state === 'REQUESTED' && terminal.requestedBy !== page.viewer?.accountId,
      mayRevoke: isSupervisor && isInUse,
      mayCertify: !isSupervisor && isInUse,
    };
    return showForm('terminals/terminal', {
      data,
      values: errors === undefined ? (page.kept ?? {}) : page.fields,
      errors,
    });
  });
}

async function decide(page: PageRequest): Promise<Shown> {
  const params = { terminalId: page.params['terminalId'] ?? '' };
  const isDeclined = textOf(page.fields, 'verdict') === 'decline';
  const done = isDeclined
    ? await page.ask('declineTerminal', { params, body: { reason: textOf(page.fields, 'reason') } })
    : await page.ask('approveTerminal', { params, body: approvalIn(page) });
  if (done.kind === 'reply') return goTo(`/office/terminals?done=${isDeclined ? 'declined' : 'approved'}`);
  const errors = formErrorsOf(page, done, isDeclined ? REASON : APPROVAL);
  return errors === undefined ? done : showTerminal(page, errors);
}

/** Purposes as they were ticked, and one site a line. */
function approvalIn({ fields }: PageRequest) {
  const ticked = fields['purposes'] ?? [];
  const purposes = typeof ticked === 'string' ? [ticked] : ticked;
  const sites = textOf(fields, 'sites')
    .split('\n')
    .map((line) => line.trim());
  return { purposes, sites: sites.filter((line) => line !== ''), use: textOf(fields, 'use') };
}

function showRevocation(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onTerminal(page, (terminal) =>
    showForm('terminals/revoke', {
      data: { terminal },
      values: errors === undefined ? (page.kept ?? {}) : page.fields,
      errors,
    }),
  );
}

async function revoke(page: PageRequest): Promise<Shown> {
  const params = { terminalId: page.params['terminalId'] ?? '' };
  const done = await page.ask('revokeTerminal', { params, body: { reason: textOf(page.fields, 'reason') } });
  if (done.kind === 'reply') return goTo('/office/terminals?done=revoked');
  const errors = formErrorsOf(page, done, REASON);
  return errors === undefined ? done : showRevocation(page, errors);
}
