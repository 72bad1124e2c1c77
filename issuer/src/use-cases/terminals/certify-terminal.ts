import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { findPurpose, type Purpose } from '@residence-permit/shared/purposes';
import type { CertificateRefusal, TerminalPlan } from '../../authority/index.ts';
import { OFFICE_RIGHTS, rightsFor } from '../../authority/index.ts';
import { toActor } from '../applications/index.ts';
import type { OfficeDeps } from '../catalogue/index.ts';
import type { SignedIn, Terminal, TerminalCertificate } from '../ports/index.ts';
import { purposesInForce } from '../purposes/index.ts';
import { onTerminal, type OnTerminalRefusal } from './on-terminal.ts';
import { renewableFrom } from './renewable-from.ts';

/** A certificate for somebody else's key, from today on, for the longest life that its rights allow. */
export type CertifyKey = (
  plan: TerminalPlan & { readonly publicKey: Uint8Array; readonly today: PlainDate },
) => Promise<
  Outcome<
    {
      readonly reference: string;
      /** What the terminal shows to cards: its own, its verifier's, and the link where the CVCA was replaced. */
      readonly certificates: TerminalChain;
      readonly effective: PlainDate;
      readonly expiry: PlainDate;
    },
    CertificateRefusal
  >
>;

export type TerminalChain = { readonly terminal: Uint8Array; readonly dv: Uint8Array; readonly link?: Uint8Array };

export type CertifyRefusal =
  | OnTerminalRefusal
  | CertificateRefusal
  | 'not-approved'
  /** The one that runs is good for some time yet. */
  | 'too-early'
  /** A purpose that it was approved for is not published any more. */
  | 'purpose-unknown';

/**
 * Gives an approved terminal its certificate, and the next one when that nears its end; the terminal asks for it itself. A
 * terminal that was not heard of for longer gets a new one as well: its key is the same.
 * @throws PermitError SIGNER_*, KEY_BAD, STORE_CONFLICT when two ask at once
 */
export function makeCertifyTerminal(deps: OfficeDeps & { readonly certifyKey: CertifyKey }) {
  type Ready = {
    readonly terminal: Terminal;
    readonly sequence: number;
    readonly today: PlainDate;
    readonly rights: TerminalPlan['rights'];
    readonly purposesVersion: number;
  };
  return async (
    by: SignedIn,
    { terminalId }: { readonly terminalId: string },
  ): Promise<Outcome<TerminalCertificate & { readonly chain: TerminalChain }, CertifyRefusal>> => {
    const act = { terminalId, action: 'terminal.enrol' } as const;
    const ready = await onTerminal<Ready, CertifyRefusal>(deps, by, act, async (tx, { terminal, today }) => {
      if (terminal.state !== 'APPROVED' && terminal.state !== 'CERTIFIED') return refused('not-approved');
      const last = await tx.terminals.newestCertificate(terminal.id);
      if (last !== undefined && compareDates(today, renewableFrom(last)) < 0) return refused('too-early');
      const { version: purposesVersion, terminal: purposes } = await purposesInForce(tx);
      const rights = rightsOf(terminal, purposes);
      if (rights === undefined) return refused('purpose-unknown');
      return ok({ terminal, sequence: (last?.sequence ?? 0) + 1, today, rights, purposesVersion });
    });
    if (!ready.ok) return ready;
    const { terminal, sequence, today, rights, purposesVersion } = ready.value;
    const { mnemonic, publicKey } = terminal;
    const dv = mayWriteOrServeOffices(terminal) ? 'official' : 'non-official';
    const made = await deps.certifyKey({ mnemonic, publicKey, sequence, dv, rights, today });
    if (!made.ok) return made;
    const { reference, certificates, effective, expiry } = made.value;
    const { terminal: own, ...chain } = certificates;
    const certificate = { reference, terminalId, sequence, certificate: own, ...chain, effective, expiry };
    const kept = { ...certificate, purposesVersion, issuedAt: deps.clock() };
    await deps.inTransaction(toActor(by, terminal.officeId), async (tx) => {
      await tx.terminals.insertCertificate(kept);
      if (terminal.state === 'APPROVED') {
        await tx.terminals.save(terminal, { state: 'CERTIFIED' });
        const move = { machine: 'TERMINAL', subjectId: terminalId, from: 'APPROVED', to: 'CERTIFIED' };
        await tx.move({ ...move, reason: reference });
      }
      await tx.audit({ action: 'terminal.enrol', object: terminalId, reason: reference });
    });
    return ok({ ...kept, chain: certificates });
  };
}

/** Purposes whose terminals stand in offices, under the verifier that such terminals stand under. */
const OFFICE_PURPOSES: readonly string[] = ['housing-office', 'education-office', 'issuing-office'];

function mayWriteOrServeOffices({ use, purposes }: Terminal): boolean {
  return use === 'WRITES' || purposes.some((id) => OFFICE_PURPOSES.includes(id));
}

/** Everything that its purposes name, together. */
function rightsOf({ purposes, use }: Terminal, catalogue: readonly Purpose[]): TerminalPlan['rights'] | undefined {
  if (use === 'WRITES') return OFFICE_RIGHTS;
  const found = purposes.map((id) => findPurpose(catalogue, id));
  const known = found.filter((purpose) => purpose !== undefined);
  if (known.length !== found.length) return undefined;
  const counts = use === 'COUNTS' ? 'reads-and-counts' : 'reads';
  const each = known.map((purpose) => rightsFor(purpose, counts));
  const [first] = each;
  if (first === undefined) return undefined;
  const read = [...new Set(each.flatMap((rights) => rights.read))].toSorted((a, b) => a - b);
  return { ...first, read };
}
