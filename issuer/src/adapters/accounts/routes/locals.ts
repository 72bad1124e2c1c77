import { PermitError } from '@residence-permit/shared/errors';
import type { Browser } from '../visits/browser.ts';
import type { SignedIn } from '../visits/signed-in.ts';

/** The browser of the request. @throws PermitError UNEXPECTED when `authenticate` did not run before */
export function browserIn({ browser }: Express.Locals): Browser {
  if (browser === undefined) throw new PermitError('UNEXPECTED', { detail: 'no session handler ran before the route' });
  return browser;
}

/** Who is signed in. @throws PermitError UNEXPECTED when the guard let nobody in */
export function signedInOf({ signedIn }: Express.Locals): SignedIn {
  if (signedIn === undefined) throw new PermitError('UNEXPECTED', { detail: 'no guard ran before the route' });
  return signedIn;
}

/** Passes a refusal on, and tells in the reply when the lock ends. */
export function tellLock<Refused extends { readonly ok: false; readonly refusal: string }>(
  locals: Express.Locals,
  refused: Refused,
): Refused {
  if ('retryAfterS' in refused && typeof refused.retryAfterS === 'number')
    browserIn(locals).retryAfter(refused.retryAfterS);
  return refused;
}
