import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Role } from '../../../domain/rights/index.ts';
import type { SignedIn } from '../../accounts/index.ts';
import { type Preferences, preferencesOf, TYPE_SIZES } from '../preferences/preferences.ts';
import { formatIn } from '../words/format.ts';
import { LANGUAGES } from '../words/language.ts';
import { FORM_KEY, FORM_TOKEN, viewerOf } from './page-request.ts';
import type { Viewer } from './page.ts';
import type { WebDeps } from './web-deps.ts';

/** Where the top of every page leads, and who sees it there. */
const SECTIONS: readonly { readonly name: string; readonly to: string; readonly roles: readonly Role[] }[] = [
  {
    name: 'home',
    to: '/office',
    roles: [
      'clerk',
      'reviewer',
      'producer',
      'supervisor',
      'auditor',
      'administrator',
      'service-point-operator',
      'integrator',
    ],
  },
  { name: 'me', to: '/me', roles: ['holder'] },
  { name: 'cases', to: '/office/cases', roles: ['clerk', 'reviewer', 'producer', 'supervisor'] },
  { name: 'cards', to: '/office/cards', roles: ['clerk', 'producer'] },
  { name: 'loss', to: '/office/loss', roles: ['clerk', 'supervisor'] },
  { name: 'stock', to: '/office/stock', roles: ['clerk', 'producer', 'supervisor'] },
  { name: 'batches', to: '/office/batches', roles: ['producer', 'reviewer', 'supervisor'] },
];

/** What every template gets beside its own data. */
export async function frameOf(deps: WebDeps, req: Request, res: Response): Promise<Readonly<Record<string, unknown>>> {
  const preferences = preferencesOf(req);
  const { language } = preferences;
  const viewer = viewerOf(res.locals.signedIn);
  return {
    ...preferences,
    say: deps.words.sayIn(language),
    format: formatIn(language),
    viewer,
    officeName: await officeOf(deps, viewer),
    isDemo: deps.isDemo,
    isBesideDemonstration: deps.beside === 'demonstration',
    mayUnlockByPin: mayUnlockByPin(res.locals.locked),
    choices: choicesOf(preferences, req.method === 'GET' ? req.url : req.path),
    sections: SECTIONS.filter(({ roles }) => viewer?.roles.some((role) => roles.includes(role)) === true).map(
      ({ name, to }) => ({ name, to, isHere: isHere(to, req.path) }),
    ),
    hidden: hiddenFields(deps, viewer),
    ...(viewer === undefined ? {} : endOf(deps, req)),
  };
}

/** The office that the viewer works for. A page that says that the database is away has to be shown as well: it names none. */
function officeOf({ officeName }: WebDeps, viewer: Viewer | undefined): Promise<string | undefined> {
  if (viewer?.officeId === undefined) return Promise.resolve(undefined);
  return officeName(viewer.officeId).catch(() => undefined);
}

/** Whether a locked desk asks for the PIN: its user set one, and it was not tried too often. */
function mayUnlockByPin(locked: SignedIn | undefined): boolean {
  return locked !== undefined && locked.account.deskPinHash !== null && locked.visit.isDeskPinSpent !== true;
}

/** Links to the other languages and sizes of type, back to this page. */
function choicesOf({ language, size }: Preferences, here: string) {
  const link = (choice: string, value: string) =>
    `/preferences?${new URLSearchParams({ [choice]: value, back: here }).toString()}`;
  return {
    languages: LANGUAGES.map((name) => ({ name, isChosen: name === language, to: link('language', name) })),
    sizes: TYPE_SIZES.map((name) => ({ name, isChosen: name === size, to: link('size', name) })),
  };
}

/** The hidden members of every form: the token, and a new key for its commands. */
function hiddenFields({ tokens }: WebDeps, viewer: Viewer | undefined): readonly { name: string; value: string }[] {
  return [
    { name: FORM_TOKEN, value: tokens.make(viewer?.accountId) },
    { name: FORM_KEY, value: randomUUID() },
  ];
}

/** The home of the office is only itself; other sections hold what lies below them. */
function isHere(to: string, path: string): boolean {
  return path === to || (to !== '/office' && path.startsWith(`${to}/`));
}

/** When the session ends without another request: seconds since the epoch, and from now. */
function endOf({ session, clock }: WebDeps, req: Request): Readonly<Record<string, number>> {
  const { visit } = req.session;
  if (visit === undefined) return {};
  const endsAt = Math.min(visit.seenAt + session.idleS, visit.startedAt + session.absoluteS);
  return { endsAt, endsIn: endsAt - clock(), idleS: session.idleS };
}
