import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Purpose } from '@residence-permit/shared/purposes';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { signReceiptKeyStatement } from '@residence-permit/shared/verification-receipt';
import type { RandomSource } from '../ports/index.ts';
import type { Authority, DvName } from './authority.ts';
import { issueUnder, referenceOf } from './cv-certificates.ts';
import { type CertificateRefusal, lastDay, longestLife } from './decide-certificate.ts';
import { Ed25519Key } from './ed25519-key.ts';
import { P256Key } from './p256-key.ts';

/** What a terminal may do, and for whom. */
export type TerminalPlan = {
  /** Two to nine upper-case letters or digits that name the terminal in its certificate, country left out. */
  readonly mnemonic: string;
  /** 1 for its first certificate, then ascending. */
  readonly sequence: number;
  readonly dv: DvName;
  readonly rights: Omit<Template, 'role'>;
};

/** The three files of a terminal: its key and the two certificates that it shows to cards. */
export type TerminalFiles = {
  readonly reference: string;
  readonly key: P256Key;
  readonly terminal: Uint8Array;
  readonly dv: Uint8Array;
  /** For cards that know only the CVCA before; absent where it was never replaced. */
  readonly link?: Uint8Array;
  readonly expiry: PlainDate;
};

/** A terminal as it is enrolled: its files, and the key with which it signs verification receipts. docs/decisions/0025 */
export type IssuedTerminal = TerminalFiles & {
  readonly receipt: {
    readonly key: Ed25519Key;
    /** What the terminal's own key says of that key; good for as long as the certificate. */
    readonly statement: Uint8Array;
  };
};

export type TerminalRefusal = CertificateRefusal | 'mnemonic-bad';

const READABLE_ALWAYS = [1, 12];

/** Rights of a terminal that taps for a purpose: reads what it names, counts where the service is counted, never writes. */
export function rightsFor(purpose: Purpose, use: 'reads' | 'reads-and-counts'): TerminalPlan['rights'] {
  return {
    read: purpose.fields.filter((group) => !READABLE_ALWAYS.includes(group)),
    write: [],
    count: use === 'reads-and-counts',
    canAllowed: true,
    pinManagement: false,
  };
}

/** Rights of the office's write terminal: hands over cards, endorses, writes every department's grants. */
export const OFFICE_RIGHTS: TerminalPlan['rights'] = {
  read: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21],
  write: [17, 18, 19, 20, 21],
  count: false,
  canAllowed: true,
  pinManagement: true,
};

/** Makes a terminal's keys and certificate: from today on, for the longest life its rights allow, cut to its verifier's. */
export function makeIssueTerminal(deps: { readonly random: RandomSource }) {
  return async (
    authority: Pick<Authority, 'dvs' | 'cvca'>,
    plan: TerminalPlan,
    today: PlainDate,
  ): Promise<Outcome<IssuedTerminal, TerminalRefusal>> => {
    if (!/^[A-Z0-9]{2,9}$/.test(plan.mnemonic)) return refused('mnemonic-bad');
    const dv = authority.dvs[plan.dv];
    const template: Template = { ...plan.rights, role: 'terminal' };
    const ownExpiry = lastDay(today, longestLife(template));
    const dvExpiry = decodeCvCertificate(dv.certificate).expiry;
    const expiry = compareDates(ownExpiry, dvExpiry) <= 0 ? ownExpiry : dvExpiry;
    const reference = referenceOf(`ZZ${plan.mnemonic}`, plan.sequence);
    const key = P256Key.generate(deps.random);
    const made = await issueUnder(dv, { reference, key, template, effective: today, expiry });
    if (!made.ok) return made;
    const receiptKey = Ed25519Key.generate(deps.random);
    const statement = await signReceiptKeyStatement(
      { publicKey: receiptKey.publicKey, terminal: reference, from: today, through: expiry },
      (message) => key.sign(message),
    );
    const link = authority.cvca.previous?.link;
    const certificates = {
      terminal: made.value.certificate,
      dv: dv.certificate,
      ...(link === undefined ? {} : { link }),
    };
    const files = { reference, key, ...certificates, expiry };
    return ok({ ...files, receipt: { key: receiptKey, statement } });
  };
}
