import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import type { Source } from '../records/record-attempt.ts';
import type { Visit } from './visit.ts';

/** The browser that sent a request, for the routes that sign in and out. */
export type Browser = {
  readonly visit: Visit | undefined;
  readonly source: Source;
  /** Begins a visit under a new session id, so that one that somebody planted before is worth nothing. */
  begin(visit: Visit): Promise<void>;
  /** Ends the visit, in the store too. */
  end(): Promise<void>;
  /** Tells in the reply after how many whole seconds to try again. */
  retryAfter(seconds: number): void;
};

/** The browser of one request. */
export function browserOf(req: Request, res: Response): Browser {
  return {
    visit: req.session.visit,
    source: { address: req.ip, requestId: res.locals.requestId },
    async begin(visit) {
      await promisify(req.session.regenerate.bind(req.session))();
      req.session.visit = visit;
      await promisify(req.session.save.bind(req.session))();
    },
    async end() {
      await promisify(req.session.destroy.bind(req.session))();
    },
    retryAfter(seconds) {
      res.set('Retry-After', String(seconds));
    },
  };
}
