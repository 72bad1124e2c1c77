import type { Request, Response } from 'express';
import type { SignedIn } from '../../accounts/index.ts';
import { preferencesOf } from '../preferences/preferences.ts';
import { formatIn } from '../words/format.ts';
import type { PageDefinition, PageRequest, Fields, Viewer } from './page.ts';
import { textOf } from './text-of.ts';
import type { WebDeps } from './web-deps.ts';

/** Members of every form that are not the page's: the token against other sites, and the key of its commands. */
export const FORM_TOKEN = '_token';
export const FORM_KEY = '_key';

/** The request as a page may see it. */
export function pageRequestOf(
  deps: WebDeps,
  page: PageDefinition,
  { req, res }: { readonly req: Request; readonly res: Response },
): PageRequest {
  const { locals } = res;
  const { language } = preferencesOf(req);
  const fields = req.method === 'POST' ? fieldsOf(req.body) : {};
  const formKey = textOf(fields, FORM_KEY);
  return {
    path: req.path,
    params: stringsIn(req.params),
    query: stringsIn(req.query),
    fields,
    kept: req.method === 'GET' && page.act !== undefined ? takeKept(deps, req, locals.signedIn) : undefined,
    file: fileOf(req),
    viewer: viewerOf(locals.signedIn),
    now: deps.clock(),
    language,
    say: deps.words.sayIn(language),
    has: deps.words.has,
    format: formatIn(language),
    officeName: deps.officeName,
    ask: deps.ask({ locals, formKey: formKey === '' ? locals.requestId : formKey }),
    locals,
  };
}

/** The texts of a body that a form sent; anything else in it is left out. */
export function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string | readonly string[]][] => {
      if (typeof value === 'string') return [[name, value]];
      return Array.isArray(value) ? [[name, value.filter((one) => typeof one === 'string')]] : [];
    }),
  );
}

/** Who is signed in, as pages see them. */
export function viewerOf(signedIn: SignedIn | undefined): Viewer | undefined {
  if (signedIn === undefined) return undefined;
  const { account, subject } = signedIn;
  const offices = new Set(subject.assignments.flatMap(({ officeId }) => officeId ?? []));
  const [officeId] = offices.size === 1 ? offices : [undefined];
  const roles = [...new Set(subject.assignments.map(({ role }) => role))];
  return { accountId: account.id, displayName: account.displayName, roles, officeId, personId: subject.personId };
}

/** What was typed on this page before its user had to sign in again; it is given back once. */
function takeKept({ kept }: WebDeps, req: Request, signedIn: SignedIn | undefined): Fields | undefined {
  const sealed = req.session.kept;
  const form = sealed === undefined ? undefined : kept.open(sealed);
  if (form?.path !== req.path) return undefined;
  delete req.session.kept;
  return form.accountId === signedIn?.account.id ? form.fields : undefined;
}

function fileOf({ file, method }: Request): PageRequest['file'] {
  if (method !== 'POST' || file === undefined || file.size === 0) return undefined;
  return { bytes: new Uint8Array(file.buffer), type: file.mimetype };
}

function stringsIn(given: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
