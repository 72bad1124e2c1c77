import type { Request } from 'express';
import type { Ground } from '../../../domain/rights/index.ts';
import { PURPOSE_HEADER } from '../../http/index.ts';

export const CASE_HEADER = 'Permit-Case';
export const REASON_HEADER = 'Permit-Reason';

const MAX_CASE = 64;
const MAX_REASON = 500;

/** What a request says it is for. Header values are UTF-8, percent-encoded; what cannot be read was not said. */
export function groundOf(req: Request, fixedPurpose: string | undefined): Ground {
  const purpose =
    fixedPurpose === undefined || fixedPurpose === 'stated' ? read(req, PURPOSE_HEADER, MAX_CASE) : fixedPurpose;
  return { purpose, caseNumber: read(req, CASE_HEADER, MAX_CASE), reason: read(req, REASON_HEADER, MAX_REASON) };
}

function read(req: Request, name: string, maxCharacters: number): string | undefined {
  const sent = req.get(name);
  if (sent === undefined) return undefined;
  try {
    const text = decodeURIComponent(sent).trim();
    return text === '' || text.length > maxCharacters ? undefined : text;
  } catch {
    return undefined;
  }
}
