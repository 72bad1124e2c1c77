import { parse } from 'cookie';
import type { Request, Response } from 'express';
import { isLanguage, type Language, LANGUAGES } from '../words/language.ts';

/** Sizes of type, as steps: 100, 120 and 140 %. */
export const TYPE_SIZES = ['normal', 'large', 'larger'] as const;
export type TypeSize = (typeof TYPE_SIZES)[number];

/** How somebody wants the pages, remembered by their browser. */
export type Preferences = { readonly language: Language; readonly size: TypeSize };

const COOKIE = { language: 'permit-language', size: 'permit-size' } as const;
const YEAR_MS = 365 * 86_400_000;

/** The preferences of a request: as remembered, else the language that the browser asks for, else Chinese and normal. */
export function preferencesOf(req: Request): Preferences {
  const cookies = parse(req.get('cookie') ?? '');
  const kept = cookies[COOKIE.language];
  const size = TYPE_SIZES.find((name) => name === cookies[COOKIE.size]) ?? 'normal';
  if (isLanguage(kept)) return { language: kept, size };
  // Without the header the browser takes any, and `acceptsLanguages` answers the first.
  const accepted = req.acceptsLanguages([...LANGUAGES]);
  return { language: isLanguage(accepted) ? accepted : 'zh', size };
}

/** Has the browser remember what is given. The cookies say nothing about anybody. */
export function rememberPreferences(
  res: Response,
  { language, size }: { readonly language: unknown; readonly size: unknown },
): void {
  const options = { maxAge: YEAR_MS, sameSite: 'lax', path: '/', httpOnly: true } as const;
  if (isLanguage(language)) res.cookie(COOKIE.language, language, options);
  const known = TYPE_SIZES.find((name) => name === size);
  if (known !== undefined) res.cookie(COOKIE.size, known, options);
}
