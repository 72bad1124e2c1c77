import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import multer from 'multer';
import type { SignedIn } from '../../accounts/index.ts';
import { isSameOrigin } from './is-same-origin.ts';
import { fieldsOf, FORM_TOKEN, pageRequestOf } from './page-request.ts';
import type { PageDefinition, Shown } from './page.ts';
import { makeSendShown } from './send-shown.ts';
import { textOf } from './text-of.ts';
import type { WebDeps } from './web-deps.ts';

/** No form of ours has more text than a page of a book, nor more fields than a screen shows. */
const FORM_MAX_BYTES = 64 * 1024;
const FORM_MAX_FIELDS = 100;

const NOT_SIGNED_IN: Shown = { kind: 'problem', code: 'NOT_SIGNED_IN', status: 401, errors: [] };
const NOT_OURS: Shown = { kind: 'problem', code: 'FORM_NOT_OURS', status: 403, errors: [] };

/** Answers the addresses of a page: GET shows it, POST does what its form asks. */
export function servePage(router: Router, page: PageDefinition, deps: WebDeps): void {
  const { show, act } = page;
  const send = makeSendShown(deps, router);
  const answer =
    (work: NonNullable<PageDefinition['show']>): RequestHandler =>
    async (req, res, next) => {
      const shown =
        refusalOf(page, deps, { req, signedIn: res.locals.signedIn }) ??
        (await work(pageRequestOf(deps, page, { req, res })));
      await send({ req, res, next }, shown);
    };
  if (show !== undefined) router.get(page.path, named(page), answer(show));
  if (act !== undefined) router.post(page.path, named(page), ...readForm(page), answer(act));
}

/** Why a request does not come to its page: nobody is signed in, or the form is not one of ours. */
function refusalOf(
  { access }: PageDefinition,
  { tokens }: WebDeps,
  { req, signedIn }: { readonly req: Request; readonly signedIn: SignedIn | undefined },
): Shown | undefined {
  if (req.method === 'POST' && !isSameOrigin(req)) return NOT_OURS;
  if (access === 'signed-in' && signedIn === undefined) return NOT_SIGNED_IN;
  if (req.method !== 'POST' || signedIn === undefined) return undefined;
  const shownTo = tokens.read(textOf(fieldsOf(req.body), FORM_TOKEN));
  return shownTo === signedIn.account.id ? undefined : NOT_OURS;
}

function named({ path }: PageDefinition): RequestHandler {
  return (_req, res, next) => {
    res.locals.route = path;
    next();
  };
}

function readForm({ upload }: PageDefinition): readonly RequestHandler[] {
  const limits = { fieldSize: FORM_MAX_BYTES, fields: FORM_MAX_FIELDS };
  if (upload === undefined) {
    return [express.urlencoded({ extended: false, limit: FORM_MAX_BYTES, parameterLimit: FORM_MAX_FIELDS })];
  }
  // One byte more than the API takes, so that it is the API that refuses what is too large.
  const files = { fileSize: upload.maxBytes + 1, files: 1, ...limits };
  return [cutLongFiles(multer({ storage: multer.memoryStorage(), limits: files }).single(upload.field))];
}

/** A file over the limit is answered as the API would. */
function cutLongFiles(parse: RequestHandler): RequestHandler {
  return (req: Request, res: Response, next) =>
    parse(req, res, (cause: unknown) => {
      const isTooLarge = cause instanceof multer.MulterError && cause.code === 'LIMIT_FILE_SIZE';
      next(isTooLarge ? Object.assign(new Error('file too large'), { type: 'entity.too.large' }) : cause);
    });
}
