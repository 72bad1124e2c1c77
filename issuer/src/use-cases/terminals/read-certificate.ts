import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { OfficeDeps } from '../catalogue/index.ts';
import type { SignedIn, TerminalCertificate } from '../ports/index.ts';
import type { TerminalChain } from './certify-terminal.ts';
import { onTerminal, type OnTerminalRefusal } from './on-terminal.ts';

export type ReadCertificateRefusal =
  | OnTerminalRefusal
  /** It has none, is out of use, or has one from before the files above it were kept. */
  | 'certificate-missing';

/** The newest certificate of a terminal in use, with what it is shown to cards with; for who lost the files. */
export function makeReadCertificate(deps: Pick<OfficeDeps, 'inTransaction' | 'clock'>) {
  return (
    by: SignedIn,
    { terminalId }: { readonly terminalId: string },
  ): Promise<Outcome<TerminalCertificate & { readonly chain: TerminalChain }, ReadCertificateRefusal>> =>
    onTerminal(deps, by, { terminalId, action: 'terminal.read' }, async (tx, { terminal }) => {
      const newest = await tx.terminals.newestCertificate(terminal.id);
      if (terminal.state !== 'CERTIFIED' || newest?.dv === undefined) return refused('certificate-missing');
      const { certificate, dv, link } = newest;
      return ok({ ...newest, chain: { terminal: certificate, dv, ...(link === undefined ? {} : { link }) } });
    });
}
