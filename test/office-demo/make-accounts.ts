import {
  type AccountParts,
  makeAccountKeys,
  makeCreateAccount,
  makeGuardTries,
  makeRateWindows,
  makeSetUpAccount,
} from '@residence-permit/issuer/adapters/accounts';
import { recordAccountAct, type ServiceParts } from '@residence-permit/issuer/service';
import { done } from '../builders/case-work.ts';
import type { DemoRecord } from './demo-record.ts';
import { DEMO_LOGINS, DEMO_STAFF, type DemoLogin, roleGrantOf } from './demo-staff.ts';

const NOWHERE = { address: undefined, requestId: undefined };

/**
 * Makes the accounts that are not there yet, the administrator's first, and sets their passwords; of a holder once the person
 * is in the register. Answers every account there is.
 */
export async function makeAccounts(parts: ServiceParts, record: DemoRecord): Promise<DemoRecord['accounts']> {
  const { createAccount, setUpAccount } = accountActs(parts);
  const accounts: Partial<Record<DemoLogin, string>> = { ...record.accounts };
  const administratorFirst = DEMO_STAFF.toSorted((a, b) => Number(b.login === 'admin') - Number(a.login === 'admin'));
  for (const member of administratorFirst) {
    const { login, role } = member;
    const personId = 'story' in member ? record.cases[member.story]?.personId : undefined;
    if (accounts[login] !== undefined || ('story' in member && personId === undefined)) continue;
    const roles = [roleGrantOf(role, personId)];
    const asked = { login, displayName: member.titles.zh, personId, roles, by: accounts.admin, requestId: undefined };
    const { accountId, setUpCode: code } = done(await createAccount(asked));
    const { password } = DEMO_LOGINS.find((one) => one.login === login) ?? { password: '' };
    done(await setUpAccount({ login, code, password, source: NOWHERE }));
    accounts[login] = accountId;
  }
  return accounts;
}

function accountActs({ database, clock, office, keys, settings }: ServiceParts) {
  const accounts: AccountParts = {
    database,
    clock,
    random: office.random,
    keys: makeAccountKeys(keys.service),
    settings: settings.accounts,
    recordAct: recordAccountAct(clock),
  };
  const { tries: count, triesWindowS: windowS } = settings.accounts;
  const windows = makeRateWindows({ pool: database.pool, clock });
  const tries = makeGuardTries({ windows, clock, tries: count, windowS });
  return {
    createAccount: makeCreateAccount(accounts),
    setUpAccount: makeSetUpAccount(accounts, { tries }),
  };
}
