import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';

const READERS: Readonly<Record<Demonstration['reader'], string>> = {
  real: 'the reader that is plugged in; lay cards on it yourself',
  virtual: 'a virtual reader behind a PC/SC service, with a pile of blank cards',
  'in-process': 'a reader in the counter’s own process, with a pile of blank cards',
};

/** What stands on the terminal while the office is open. */
export function printWelcome({
  url,
  demonstration,
  missing,
}: {
  readonly url: string;
  readonly demonstration: Demonstration;
  /** Packages of fonts that are not there. */
  readonly missing: readonly string[];
}): string {
  const { logins, reader } = demonstration;
  const [{ password } = { password: '' }] = logins;
  const width = Math.max(...logins.map(({ login }) => login.length)) + 2;
  const lines = logins.map(
    ({ login, titles, isIssuing }) => `  ${isIssuing ? '*' : ' '} ${login.padEnd(width)}${titles.zh}  ${titles.en}`,
  );
  return [
    '',
    `  ${url}/`,
    '',
    '  The first page issues a card in five steps and taps it. At any page one may also',
    `  sign in as one of these; the password is always “${password}”. Three (*) issue a card between them.`,
    ...lines,
    '',
    `  Cards lie on ${READERS[reader]}.`,
    ...(missing.length === 0
      ? []
      : [`  Receipts and faces of cards are not printed: ${missing.join(' and ')} of Debian are missing.`]),
    '  Everybody is invented, and every key is for tests. Ctrl-C ends it; --fresh begins anew.',
    '',
  ].join('\n');
}
