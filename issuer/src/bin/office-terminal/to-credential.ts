import type { TerminalCredential } from '@residence-permit/reader/session';
import type { TerminalFiles } from '../../authority/index.ts';

/** A terminal's files as the credential that the reader's sessions take. */
export function toCredential({ terminal, dv, link, key }: TerminalFiles): TerminalCredential {
  return {
    certificates: { dv, terminal, ...(link === undefined ? {} : { link }) },
    sign: (message) => key.sign(message),
  };
}
