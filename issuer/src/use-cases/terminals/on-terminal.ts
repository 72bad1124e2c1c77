import { type Outcome, refused } from '@residence-permit/shared/outcome';
import type { Action, RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import { type OfficeDeps, type OfficeFile, openAtOffice } from '../catalogue/index.ts';
import type { OfficeTransaction, SignedIn, Terminal } from '../ports/index.ts';

export type OnTerminalRefusal = RightRefusal | 'terminal-unknown';

/** A terminal that was found, and to which the caller may do this. */
export type TerminalFile = OfficeFile & { readonly terminal: Terminal };

/** Runs work on one terminal in one transaction, at the office that supervises it. */
export async function onTerminal<Value, Refusal extends string>(
  { inTransaction, clock }: Pick<OfficeDeps, 'inTransaction' | 'clock'>,
  by: SignedIn,
  { terminalId, action }: { readonly terminalId: string; readonly action: Action },
  work: (tx: OfficeTransaction, file: TerminalFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | OnTerminalRefusal>> {
  const find = (tx: OfficeTransaction) => tx.terminals.find(terminalId);
  const officeId = (await inTransaction(toActor(by, by.officeId ?? ''), find))?.officeId;
  if (officeId === undefined) return refused('terminal-unknown');
  return inTransaction<Outcome<Value, Refusal | OnTerminalRefusal>>(toActor(by, officeId), async (tx) => {
    const terminal = await find(tx);
    if (terminal === undefined) return refused('terminal-unknown');
    const owners = [{ kind: 'organisation', id: terminal.organisationId } as const];
    const earlierActs = [{ action: 'terminal.enrol', accountId: terminal.requestedBy } as const];
    const opened = await openAtOffice(tx, { by, officeId, now: clock(), act: { action, owners, earlierActs } });
    return opened.ok ? work(tx, { ...opened.value, terminal }) : opened;
  });
}
