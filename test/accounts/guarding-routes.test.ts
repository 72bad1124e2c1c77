import {
  ACTION_RULES,
  ACTIONS,
  type ActionRule,
  heldFor,
  PURPOSES,
  ROLES,
  type Role,
  rightsOf,
  STEP_UP_CLASSES,
} from '@residence-permit/issuer/domain/rights';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from './a-browser.ts';
import { type AccountsService, anAccountsService, PASSWORD, probePath } from './an-accounts-service.ts';

let service: AccountsService;
let demo: string;
let personId: string;
beforeAll(async () => {
  service = await anAccountsService();
  demo = await service.another({ profile: 'demo' });
  personId = await service.aPerson();
});
afterAll(() => service.close());

function grantOf(role: Role) {
  const kind = heldFor(role);
  if (kind === 'office') return { role, officeId: 'office-a' };
  if (kind === 'nothing') return { role };
  if (kind === 'jurisdiction') return { role, jurisdiction: '800000' };
  const ownerId = kind === 'person' ? personId : '7';
  return { role, ownerId, ...(kind === 'department' ? { jurisdiction: '800000' } : {}) };
}

/** Signed in with one role, and with every proof of presence fresh. */
async function browserWith(role: Role): Promise<Browser> {
  const { browser } = await service.signedIn(`guard.${role}`, [grantOf(role)]);
  const proving = browser.at(demo);
  for (const name of STEP_UP_CLASSES) {
    await proving.post('/api/v1/session/step-up', { class: name, proof: { method: 'password', password: PASSWORD } });
  }
  return browser;
}

describe('the guard', () => {
  it.each(ROLES)('lets %s in to exactly the actions of the role, each with a purpose of the role', async (role) => {
    const browser = await browserWith(role);
    const rights = rightsOf(role);
    for (const action of ACTIONS) {
      const rule: ActionRule = ACTION_RULES[action];
      const purpose = rule.purposes.find((name) => rights.purposes.includes(name)) ?? rule.purposes[0] ?? 'supervision';
      const headers = { 'permit-purpose': purpose, 'permit-case': 'A-2026-1', 'permit-reason': '%E5%A4%8D%E6%A0%B8' };
      const answer = await browser.get(probePath(action), headers);
      const isAllowed = rights.actions[action] !== undefined;
      expect.soft(answer.status, `${role} ${action}`).toBe(isAllowed ? 200 : 403);
      if (isAllowed) expect.soft(answer.body['reason']).toBe('复核');
      else expect.soft(answer.body['code']).toBe('NOT_ALLOWED');
    }
  });

  it('asks for the purpose and its case, and takes what cannot be read for nothing', async () => {
    const { browser } = await service.signedIn('guard.purpose', [{ role: 'clerk', officeId: 'office-a' }]);
    const codeOf = async (headers: Readonly<Record<string, string>>) =>
      (await browser.get(probePath('person.read'), headers)).body['code'];
    expect(await codeOf({})).toBe('purpose-missing');
    expect(await codeOf({ 'permit-purpose': '%E0%A4%A' })).toBe('purpose-missing');
    expect(await codeOf({ 'permit-purpose': 'curiosity' })).toBe('purpose-not-allowed');
    expect(await codeOf({ 'permit-purpose': 'case-handling' })).toBe('case-missing');
    expect(await codeOf({ 'permit-purpose': 'case-handling', 'permit-case': '%20' })).toBe('case-missing');
    expect(await codeOf({ 'permit-purpose': 'case-handling', 'permit-case': 'A-1' })).toBeUndefined();
    expect(PURPOSES['case-handling'].caseNumber).toBe(true);
  });

  it('names the office of an account that works for one, and none for one that works for two', async () => {
    const at = (officeId: string) => ({ role: 'clerk', officeId }) as const;
    const one = await service.signedIn('guard.one', [at('office-a')]);
    const two = await service.signedIn('guard.two', [at('office-a'), at('office-b')]);
    const officeOf = async ({ browser }: typeof one) =>
      (await browser.get(probePath('application.enter'))).body['officeId'];
    expect([await officeOf(one), await officeOf(two)]).toEqual(['office-a', null]);
  });
});
