import express, { type RequestHandler } from 'express';

/** Where verifiers and web caches find the signed files. */
export const PUBLISHED_PATH = '/.well-known/residence-permit';

/** A cache may hand a file on for so long before it asks again; revocations are to be seen within a minute. */
const FRESH_S = 30;

/**
 * The signed files of a folder, with ETag, `If-None-Match` and `Cache-Control`. Each file is replaced as a whole by whoever
 * publishes, so that a reader gets the old one or the new one. They are public and signed, so any page may read them.
 */
export function servePublished(folder: string): RequestHandler {
  const serve = express.static(folder, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    etag: true,
    lastModified: true,
    cacheControl: true,
    maxAge: FRESH_S * 1000,
    setHeaders(res) {
      res.set('Access-Control-Allow-Origin', '*');
      res.set('Cross-Origin-Resource-Policy', 'cross-origin');
      if (!res.req.path.endsWith('.json')) res.type('application/octet-stream');
    },
  });
  return (req, res, next) => {
    // `no-cache` speaks to the caches on the way (RFC 9111 section 5.2.1.4), and `fetch` adds it to every request with an
    // ETag of its own; this is the origin, which knows what is newest.
    delete req.headers['cache-control'];
    serve(req, res, next);
  };
}
