import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { SignedIn, Terminal } from '../ports/index.ts';
import { readRequest, type RequestRefusal } from './read-request.ts';

export type EnrolRefusal = RightRefusal | RequestRefusal;

/**
 * Enrols a terminal by its key, for whoever runs it and at the office that is to supervise it. It can do nothing until it is
 * approved there.
 * @throws PermitError STORE_CONFLICT when the name or the key is another terminal's
 */
export function makeEnrolTerminal(deps: OfficeDeps) {
  return (
    by: SignedIn,
    input: { readonly officeId: string; readonly organisationId: string; readonly request: Uint8Array },
  ): Promise<Outcome<Terminal, EnrolRefusal>> => {
    const { officeId, organisationId, request } = input;
    const owners = [{ kind: 'organisation', id: organisationId } as const];
    const act = { action: 'terminal.enrol', officeId, owners } as const;
    return atOffice<Terminal, EnrolRefusal>(deps, by, act, async (tx, { now }) => {
      const read = readRequest(request);
      if (!read.ok) return read;
      const terminal: Terminal = {
        id: deps.newId(),
        officeId,
        organisationId,
        ...read.value,
        request,
        state: 'REQUESTED',
        purposes: [],
        sites: [],
        requestedBy: by.accountId,
        requestedAt: now,
        version: 0,
      };
      await tx.terminals.insert(terminal);
      await tx.move({ machine: 'TERMINAL', subjectId: terminal.id, to: 'REQUESTED', reason: 'enrolled' });
      await tx.audit({ action: 'terminal.enrol', object: terminal.id });
      return ok(terminal);
    });
  };
}
