import type { FormFields } from '../../page/form-errors.ts';
import type { Fields } from '../../page/page.ts';
import { typedIn } from '../../page/text-of.ts';

/** What a form asks about whoever applies for somebody, and where the API says what is wrong with it. */
export const PROXY_FIELDS = {
  proxyName: { pointer: '/body/proxy/name', words: 'cases.enter.proxy.name' },
  proxyCitizenId: { pointer: '/body/proxy/citizenId', words: 'cases.enter.citizen-id' },
  relation: { pointer: '/body/proxy/relation', words: 'cases.enter.proxy.relation' },
  ground: { pointer: '/body/proxy/ground', words: 'cases.enter.proxy.ground', refusals: ['reason-does-not-fit'] },
} as const satisfies FormFields;

/** The proxy of an application as the API takes it; nothing where nothing of it was filled in. */
export function proxyIn(fields: Fields) {
  const proxy = {
    name: typedIn(fields, 'proxyName'),
    citizenId: typedIn(fields, 'proxyCitizenId')?.toUpperCase(),
    relation: typedIn(fields, 'relation'),
    ground: typedIn(fields, 'ground'),
  };
  return Object.values(proxy).some((typed) => typed !== undefined) ? { proxy } : {};
}
