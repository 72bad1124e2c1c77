import { promisify } from 'node:util';
import type { NextFunction, Request, Response, Router } from 'express';
import type { Problem } from '../ask/ask.ts';
import { preferencesOf } from '../preferences/preferences.ts';
import type { Say } from '../words/make-words.ts';
import { wordsOfProblem } from '../words/words-of-problem.ts';
import { frameOf } from './frame.ts';
import { NEVER_KEPT } from './never-kept.ts';
import { fieldsOf, FORM_TOKEN } from './page-request.ts';
import type { Fields, PageForm, Shown } from './page.ts';
import { textOf } from './text-of.ts';
import type { WebDeps } from './web-deps.ts';

type Exchange = { readonly req: Request; readonly res: Response; readonly next: NextFunction };

/** Sends what a page answered. `router`: where a form that waited is sent to. */
export function makeSendShown(deps: WebDeps, router: Router): (exchange: Exchange, shown: Shown) => Promise<void> {
  return async ({ req, res, next }, shown) => {
    switch (shown.kind) {
      case 'redirect':
        // 303: the browser asks for the other page, whatever it sent here. RFC 9110 section 15.4.4.
        res.redirect(303, shown.to);
        return;
      case 'file':
        if (shown.fileName !== undefined) res.attachment(shown.fileName);
        res.type(shown.type).send(Buffer.from(shown.bytes));
        return;
      case 'give-back':
        req.session.kept = shown.kept;
        // In the store before the browser is told where to go: it asks for that page as soon as the header is there.
        await promisify(req.session.save.bind(req.session))();
        res.redirect(303, shown.to);
        return;
      case 'replay':
        replay(deps, { req, res }, shown.kept);
        router(req, res, next);
        return;
      case 'page':
        await sendPage(deps, { req, res }, { ...shown, status: shown.form?.errors?.status ?? 200 });
        return;
      case 'problem':
        await sendProblemPage(deps, { req, res }, shown);
        return;
      default:
        shown satisfies never;
    }
  };
}

/** Turns the request into the one that waited; one that is not this account's, or too old, becomes the first page. */
function replay({ kept, tokens }: WebDeps, { req, res }: Pick<Exchange, 'req' | 'res'>, sealed: string): void {
  const form = kept.open(sealed);
  const accountId = res.locals.signedIn?.account.id;
  const isOwn = form !== undefined && form.accountId === accountId;
  req.method = isOwn ? 'POST' : 'GET';
  req.url = isOwn ? form.path : '/';
  req.body = isOwn ? { ...form.fields, [FORM_TOKEN]: tokens.make(accountId) } : {};
}

/** Shows what is the matter: the page to sign in, the page to prove presence, or its sentence. */
export async function sendProblemPage(
  deps: WebDeps,
  { req, res }: Pick<Exchange, 'req' | 'res'>,
  problem: Problem,
): Promise<void> {
  const { code, status } = problem;
  res.locals.code = code;
  const waiting = waitingIn(deps, req, res);
  const form = { values: { ...waiting, class: problem.stepUp ?? '' } };
  if (code === 'NOT_SIGNED_IN') {
    const template = res.locals.locked === undefined ? 'pages/session/sign-in.njk' : 'pages/session/unlock.njk';
    await sendPage(deps, { req, res }, { template, data: { isInterrupted: 'kept' in waiting }, form, status });
  } else if (code === 'STEP_UP_NEEDED') {
    await sendPage(deps, { req, res }, { template: 'pages/session/prove.njk', data: {}, form, status });
  } else {
    const { language } = preferencesOf(req);
    const words = wordsOfProblem(deps.words.sayIn(language), code);
    const retryMinutes = Math.ceil(Number(res.get('Retry-After') ?? 0) / 60);
    const data = { words, heading: headingOf(status), status, retryMinutes, requestId: res.locals.requestId };
    await sendPage(deps, { req, res }, { template: 'templates/problem.njk', data, status });
  }
}

function headingOf(status: number): 'not-found' | 'not-allowed' | 'not-working' | 'not-done' {
  if (status === 404) return 'not-found';
  if (status === 403) return 'not-allowed';
  return status >= 500 ? 'not-working' : 'not-done';
}

/** What goes on once somebody has signed in or proved presence: the form that was sent, or the address that was asked for. */
function waitingIn({ kept, tokens }: WebDeps, req: Request, res: Response): Fields {
  if (req.method === 'GET' || req.method === 'HEAD') return { next: req.url };
  const fields = fieldsOf(req.body);
  const accountId = res.locals.signedIn?.account.id ?? tokens.read(textOf(fields, FORM_TOKEN));
  if (accountId === undefined) return { next: req.path };
  return { next: req.path, kept: kept.seal({ path: req.path, accountId, fields: withoutSecrets(fields) }) };
}

function withoutSecrets(fields: Fields): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string | string[]][] => {
      if (name === FORM_TOKEN || NEVER_KEPT.includes(name)) return [];
      return [[name, typeof value === 'string' ? value : [...value]]];
    }),
  );
}

type PageToSend = {
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly form?: PageForm;
  readonly status: number;
};

async function sendPage(deps: WebDeps, { req, res }: Pick<Exchange, 'req' | 'res'>, page: PageToSend): Promise<void> {
  const { template, data, form, status } = page;
  const frame = await frameOf(deps, req, res);
  const html = await deps.render(template, {
    ...data,
    ...frame,
    ...formContext(form, deps.words.sayIn(preferencesOf(req).language)),
  });
  res.status(status).type('html').send(html);
}

/** The form for the template: values, errors as the components of the design system take them, and the summary on top. */
function formContext(form: PageForm | undefined, say: Say): Readonly<Record<string, unknown>> {
  if (form === undefined) return { values: {}, errors: {}, summary: [] };
  const { values, errors } = form;
  const entries = Object.entries(errors?.fields ?? {});
  return {
    values,
    errors: Object.fromEntries(
      entries.map(([name, text]) => [name, { text, visuallyHiddenText: say('common.error-word') }]),
    ),
    summary: [
      ...entries.map(([name, text]) => ({ text, href: `#${name}` })),
      ...(errors?.others ?? []).map((text) => ({ text })),
    ],
  };
}
