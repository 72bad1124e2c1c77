import express, { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import type { Clock, RandomSource } from '../../ports/index.ts';
import type { AccountSettings } from '../accounts/index.ts';
import type { CallRoute, Pages, RouteDefinition } from '../http/index.ts';
import type { SecretKey } from '../privacy/index.ts';
import { makeAsk } from './ask/make-ask.ts';
import { makeFormTokens } from './keep/form-token.ts';
import { makeKeptForms } from './keep/kept-form.ts';
import { sendProblemPage } from './page/send-shown.ts';
import { servePage } from './page/serve-page.ts';
import type { WebDeps } from './page/web-deps.ts';
import { familiesOf } from './pages/families.ts';
import { servePreferences } from './preferences/serve-preferences.ts';
import { makeRender } from './render/make-render.ts';
import { ASSETS_PATH, readAssets } from './render/read-assets.ts';
import { ASSETS } from './render/web-folders.ts';
import { makeWords } from './words/make-words.ts';
import { PAGE_TEXTS } from './words/page-texts.ts';

/** What the pages stand on. */
export type PagesDeps = {
  readonly routes: readonly RouteDefinition[];
  readonly callRoute: CallRoute;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** For tokens of forms, and for forms that wait; each 32 bytes. */
  readonly keys: { readonly form: SecretKey; readonly kept: SecretKey };
  readonly settings: Pick<AccountSettings, 'profile' | 'idleS' | 'absoluteS'>;
  /** The name of an office, for the top of every page. */
  readonly officeName: (officeId: string) => Promise<string>;
  /** What stands beside the office: a demonstration brings pages that let anybody be anybody. */
  readonly beside: 'demonstration' | 'nothing';
};

/**
 * What a page may load and where its forms go: nothing but this service (Content Security Policy Level 3). The design system
 * draws its marks by the style sheet, so that no picture comes from elsewhere.
 */
const CONTENT_POLICY = [
  `default-src 'none'`,
  `style-src 'self'`,
  `script-src 'self'`,
  `img-src 'self'`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
].join('; ');

const YEAR_MS = 365 * 86_400_000;

/** The pages of the office and of holders, as the application mounts them. @throws PermitError SETTING_BAD when they were not built */
export function makePages(deps: PagesDeps): Pages {
  const { clock, random, keys, settings, beside, officeName } = deps;
  const web: WebDeps = {
    words: makeWords(PAGE_TEXTS),
    render: makeRender(readAssets()),
    ask: makeAsk(deps),
    tokens: makeFormTokens({ key: keys.form, clock }),
    kept: makeKeptForms({ key: keys.kept, clock, random }),
    clock,
    officeName,
    isDemo: settings.profile === 'demo',
    beside,
    session: settings,
  };
  const router = Router({ caseSensitive: true, strict: true });
  servePreferences(router);
  for (const { pages } of familiesOf(beside)) for (const page of pages) servePage(router, page, web);
  return { assets: { path: ASSETS_PATH, router: serveAssets() }, dress: dress(web), router };
}

/** The name of an asset changes with its content, so that it may be kept for good. */
function serveAssets(): RequestHandler {
  return express.static(ASSETS, { immutable: true, maxAge: YEAR_MS, index: false, redirect: false });
}

/** Headers of every page, and how a problem looks on one. */
function dress(web: WebDeps): RequestHandler {
  return (req, res, next) => {
    res.set({
      'Content-Security-Policy': CONTENT_POLICY,
      'Cache-Control': 'no-store',
      // Within the service the address before tells that a form is ours; nobody else learns any.
      'Referrer-Policy': 'same-origin',
    });
    res.locals.showProblem = ({ code, status }) => {
      void sendProblemPage(web, { req, res }, { kind: 'problem', code, status, errors: [] }).catch(next);
    };
    next();
  };
}
