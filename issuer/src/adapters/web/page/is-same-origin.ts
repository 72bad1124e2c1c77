import type { Request } from 'express';

/**
 * Whether a form was sent by a page of this origin. Browsers say so in Sec-Fetch-Site (Fetch Metadata Request Headers, section
 * 2.4); older ones name the origin. What says neither is not taken.
 */
export function isSameOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  // `none`: the user's own doing, such as sending a page again.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === req.get('host');
}
