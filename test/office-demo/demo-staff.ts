import { randomUUID } from 'node:crypto';
import { heldFor, type Role, STEP_UP_CLASSES } from '@residence-permit/issuer/domain/rights';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import type { DemonstrationLogin, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { Story } from './demo-people.ts';

/** Of every account of the demonstration; no secret. */
const PASSWORD = 'seven grey herons';

/** The body that runs the service points. */
export const ORGANISATION = '91800000MA00000000';

type Member = {
  readonly login: string;
  readonly role: Role;
  readonly titles: DemonstrationLogin['titles'];
  readonly isIssuing: boolean;
  /** Of a holder: whose account it is. */
  readonly story?: Story;
};

/** Everybody who can sign in. Three of them issue a card; acts that take two persons of a role have a deputy. */
export const DEMO_STAFF = [
  { login: 'clerk', role: 'clerk', titles: { zh: '窗口办事员', en: 'Clerk at the counter' }, isIssuing: true },
  { login: 'reviewer', role: 'reviewer', titles: { zh: '审核员', en: 'Reviewer' }, isIssuing: true },
  { login: 'producer', role: 'producer', titles: { zh: '制证员', en: 'Card producer' }, isIssuing: true },
  { login: 'supervisor', role: 'supervisor', titles: { zh: '主管', en: 'Supervisor' }, isIssuing: false },
  { login: 'deputy', role: 'supervisor', titles: { zh: '副主管', en: 'Deputy supervisor' }, isIssuing: false },
  { login: 'second.clerk', role: 'clerk', titles: { zh: '窗口办事员二', en: 'Second clerk' }, isIssuing: false },
  { login: 'auditor', role: 'auditor', titles: { zh: '审计员', en: 'Auditor' }, isIssuing: false },
  { login: 'admin', role: 'administrator', titles: { zh: '系统管理员', en: 'Administrator' }, isIssuing: false },
  {
    login: 'operator',
    role: 'service-point-operator',
    titles: { zh: '服务网点管理员', en: 'Operator of service points' },
    isIssuing: false,
  },
  {
    login: 'holder',
    role: 'holder',
    titles: { zh: '持证人（享有服务项目）', en: 'Holder with entitlements' },
    isIssuing: false,
    story: 'entitled',
  },
  {
    login: 'refused.holder',
    role: 'holder',
    titles: { zh: '申请人（不予办理，已申诉）', en: 'Applicant who was refused and appealed' },
    isIssuing: false,
    story: 'refused',
  },
] as const satisfies readonly Member[];

export type DemoLogin = (typeof DEMO_STAFF)[number]['login'];

/** The logins as a visitor is shown them. */
export const DEMO_LOGINS: readonly DemonstrationLogin[] = DEMO_STAFF.map(({ login, role, titles, isIssuing }) => ({
  login,
  password: PASSWORD,
  roles: [role],
  titles,
  isIssuing,
}));

/** A role as an account gets it. @param personId of a holder */
export function roleGrantOf(role: Role, personId: string | undefined) {
  const { jurisdiction } = DEFAULT_POLICY;
  const kind = heldFor(role);
  if (kind === 'office') return { role, officeId: OFFICE_ID };
  if (kind === 'jurisdiction') return { role, jurisdiction };
  if (kind === 'organisation') return { role, ownerId: ORGANISATION };
  return personId === undefined ? { role } : { role, ownerId: personId };
}

/** That account, present and with every proof; what it says it does that for is added by `on`. */
export function signedInAs(role: Role, accountId: string, personId?: string): SignedIn {
  const { jurisdiction } = DEFAULT_POLICY;
  const kind = heldFor(role);
  const officeId = kind === 'office' ? OFFICE_ID : undefined;
  const place = kind === 'office' || kind === 'jurisdiction' ? jurisdiction : undefined;
  const assignment = { role, officeId, jurisdiction: place, owner: ownerOf(kind, personId) };
  const subject = { accountId, personId, assignments: [assignment], stepUps: STEP_UP_CLASSES };
  const ground = { purpose: undefined, caseNumber: undefined, reason: undefined };
  return { accountId, officeId, requestId: randomUUID(), subject, ground };
}

function ownerOf(kind: ReturnType<typeof heldFor>, personId: string | undefined) {
  if (kind === 'organisation') return { kind, id: ORGANISATION } as const;
  return kind === 'person' && personId !== undefined ? ({ kind, id: personId } as const) : undefined;
}
