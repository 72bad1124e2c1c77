import type * as z from 'zod';
import type { CertificateReply } from '../../../http/api/terminals/terminal-routes.ts';
import type { Terminal } from './read-terminals.ts';

/** The parts of a chain in the order of the page: the name of its words. A terminal looks for each as a file of that name. */
const PARTS = ['terminal', 'dv', 'link'] as const;

/** A signed certificate as the page shows it: each file of the chain as text, and as an address that a browser saves. */
export function certifiedShown(terminal: Terminal, certificate: z.output<typeof CertificateReply>) {
  const files = PARTS.flatMap((part) => {
    const text = certificate[part];
    if (text === undefined) return [];
    const bytes = Buffer.from(text, 'base64url').toString('base64');
    return [{ part, text, name: `${part}.cvcert`, address: `data:application/octet-stream;base64,${bytes}` }];
  });
  return { terminal, certificate, files };
}
