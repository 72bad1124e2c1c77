import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { decideRight, type Owner, type RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { OfficeTransaction, SignedIn, Terminal } from '../ports/index.ts';
import { renewableFrom } from './renewable-from.ts';

const NEWEST = 500;

/** A terminal with the days of its newest certificate, if it has one. */
export type ListedTerminal = Terminal & {
  readonly certificate?: {
    readonly reference: string;
    /** Last day. */
    readonly expiry: PlainDate;
    /** The first day on which it gets the next one. */
    readonly renewableFrom: PlainDate;
    /** Whether its files can be read again; those of the first versions were not kept. */
    readonly hasFiles: boolean;
  };
};

/** The terminals that the caller's office supervises, or those that its organisation runs. */
export function makeListTerminals(deps: OfficeDeps) {
  return async (by: SignedIn): Promise<Outcome<readonly ListedTerminal[], RightRefusal>> => {
    const action = 'terminal.read';
    if (by.officeId !== undefined) {
      return atOffice<readonly ListedTerminal[], never>(deps, by, { action }, async (tx, { office }) =>
        ok(await listed(tx, { officeId: office.id })),
      );
    }
    const owner = ownerIn(by);
    if (owner === undefined) return refused('no-role');
    const target = { place: { kind: 'none' }, owners: [owner], sealed: false, earlierActs: [] } as const;
    const right = decideRight({ subject: by.subject, action, target, ground: by.ground });
    if (!right.ok) return right;
    const organisationId = owner.id;
    return deps.inTransaction(toActor(by, ''), async (tx) => ok(await listed(tx, { organisationId })));
  };
}

async function listed(
  tx: OfficeTransaction,
  of: Parameters<OfficeTransaction['terminals']['list']>[0],
): Promise<readonly ListedTerminal[]> {
  const terminals = await tx.terminals.list(of, NEWEST);
  const certificates = await tx.terminals.newestCertificates(terminals.map(({ id }) => id));
  return terminals.map((terminal) => {
    const newest = certificates.find(({ terminalId }) => terminalId === terminal.id);
    if (newest === undefined) return terminal;
    const { reference, expiry, dv } = newest;
    const certificate = { reference, expiry, renewableFrom: renewableFrom(newest), hasFiles: dv !== undefined };
    return { ...terminal, certificate };
  });
}

/** The organisation that the caller works for. */
function ownerIn({ subject }: SignedIn): Owner | undefined {
  return subject.assignments.map(({ owner }) => owner).find((owner) => owner?.kind === 'organisation');
}
