import type { Router } from 'express';
import { rememberPreferences } from './preferences.ts';

/** Takes a language or a size of type, remembers it and goes back to the page: a link, so that it needs no script and no session. */
export function servePreferences(router: Router): void {
  router.get('/preferences', (req, res) => {
    res.locals.route = '/preferences';
    rememberPreferences(res, { language: req.query['language'], size: req.query['size'] });
    res.redirect(303, placeWithin(req.query['back']));
  });
}

/** An address of this service: a path that no browser takes for another host; else the first page. */
export function placeWithin(text: unknown): string {
  if (typeof text !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return '/';
  const url = new URL(text, 'http://here.invalid');
  return url.host === 'here.invalid' ? `${url.pathname}${url.search}` : '/';
}
