import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { findPurpose } from '@residence-permit/shared/purposes';
import { canMove } from '../../domain/lifecycles/index.ts';
import type { OfficeDeps } from '../catalogue/index.ts';
import type { OfficeTransaction, SignedIn, Terminal, TerminalUse } from '../ports/index.ts';
import { purposesInForce } from '../purposes/index.ts';
import { onTerminal, type OnTerminalRefusal } from './on-terminal.ts';

export type ApproveTerminalRefusal =
  | OnTerminalRefusal
  | 'not-requested'
  | 'purpose-unknown'
  | 'purposes-missing'
  | 'sites-missing';
export type DeclineTerminalRefusal = OnTerminalRefusal | 'not-requested';
export type RevokeTerminalRefusal = OnTerminalRefusal | 'not-in-use';

type Deps = Pick<OfficeDeps, 'inTransaction' | 'clock'>;
type Reasoned = {
  readonly terminalId: string;
  /** Words without personal data. */
  readonly reason: string;
};

/**
 * Approves a terminal for published purposes, whose version is kept with it, and for the sites where it stands: from then on it gets certificates that
 * open what those purposes name, and no more. By somebody else than who enrolled it.
 */
export function makeApproveTerminal(deps: Deps) {
  return (
    by: SignedIn,
    input: {
      readonly terminalId: string;
      readonly purposes: readonly string[];
      readonly sites: readonly string[];
      readonly use: TerminalUse;
    },
  ): Promise<Outcome<Terminal, ApproveTerminalRefusal>> => {
    const { terminalId, purposes, sites, use } = input;
    const act = { terminalId, action: 'terminal.approve' } as const;
    return onTerminal<Terminal, ApproveTerminalRefusal>(deps, by, act, async (tx, { terminal, now }) => {
      if (terminal.state !== 'REQUESTED') return refused('not-requested');
      if (purposes.length === 0) return refused('purposes-missing');
      if (sites.length === 0) return refused('sites-missing');
      const { version: purposesVersion, terminal: known } = await purposesInForce(tx);
      if (purposes.some((id) => findPurpose(known, id) === undefined)) return refused('purpose-unknown');
      const decided = { decidedBy: by.accountId, decidedAt: now };
      const change = { state: 'APPROVED', purposes, purposesVersion, sites, use, ...decided } as const;
      return ok(await moveTerminal(tx, terminal, { ...change, why: use, action: 'terminal.approve' }));
    });
  };
}

/** Turns a request down. */
export function makeDeclineTerminal(deps: Deps) {
  return (by: SignedIn, { terminalId, reason }: Reasoned): Promise<Outcome<Terminal, DeclineTerminalRefusal>> => {
    const act = { terminalId, action: 'terminal.approve' } as const;
    return onTerminal<Terminal, DeclineTerminalRefusal>(deps, by, act, async (tx, { terminal, now }) => {
      if (terminal.state !== 'REQUESTED') return refused('not-requested');
      const change = { state: 'DECLINED', decidedBy: by.accountId, decidedAt: now } as const;
      return ok(await moveTerminal(tx, terminal, { ...change, reason, why: reason, action: 'terminal.approve' }));
    });
  };
}

/**
 * Takes a terminal out of use: it gets no more certificates, and those that run are named in the trust bundle. Chips read no
 * list; to them it goes on until its certificate ends.
 */
export function makeRevokeTerminal(deps: Deps) {
  return (by: SignedIn, { terminalId, reason }: Reasoned): Promise<Outcome<Terminal, RevokeTerminalRefusal>> => {
    const act = { terminalId, action: 'terminal.revoke' } as const;
    return onTerminal<Terminal, RevokeTerminalRefusal>(deps, by, act, async (tx, { terminal, now }) => {
      if (!canMove('TERMINAL', terminal.state, 'REVOKED')) return refused('not-in-use');
      const change = { state: 'REVOKED', revokedBy: by.accountId, revokedAt: now } as const;
      const revoked = await moveTerminal(tx, terminal, { ...change, reason, why: reason, action: 'terminal.revoke' });
      await tx.enqueue({ name: 'publish-trust', data: {} });
      return ok(revoked);
    });
  };
}

async function moveTerminal(
  tx: OfficeTransaction,
  terminal: Terminal,
  {
    action,
    why,
    ...change
  }: Parameters<OfficeTransaction['terminals']['save']>[1] & {
    readonly state: Terminal['state'];
    /** For its history: a code, or words without personal data. */
    readonly why: string;
    readonly action: 'terminal.approve' | 'terminal.revoke';
  },
): Promise<Terminal> {
  const moved = await tx.terminals.save(terminal, change);
  const { state: from, id: subjectId } = terminal;
  await tx.move({ machine: 'TERMINAL', subjectId, from, to: change.state, reason: why });
  await tx.audit({ action, object: subjectId, reason: why });
  return moved;
}
