import type { Problem } from '../ask/ask.ts';
import type { FormErrors, Fields, PageForm, Shown } from './page.ts';

/** What the address names is not there. */
export const NOT_FOUND: Problem = { kind: 'problem', code: 'NOT_FOUND', status: 404, errors: [] };
/** Who looks may not do it. */
export const NOT_ALLOWED: Problem = { kind: 'problem', code: 'NOT_ALLOWED', status: 403, errors: [] };

/** A page by its template, below `pages/`. */
export function showPage(template: string, data: Readonly<Record<string, unknown>> = {}): Shown {
  return { kind: 'page', template: `pages/${template}.njk`, data };
}

/** A page with a form: what stands in it, and why it comes back, if it does. */
export function showForm(
  template: string,
  {
    data = {},
    values,
    errors,
  }: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly values: Fields;
    readonly errors?: FormErrors | undefined;
  },
): Shown {
  const form: PageForm = { values, errors };
  return { kind: 'page', template: `pages/${template}.njk`, data, form };
}

/** Another page, after something was done or where this one does not apply. */
export function goTo(to: `/${string}`): Shown {
  return { kind: 'redirect', to };
}
