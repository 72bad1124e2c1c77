import { PermitError } from '@residence-permit/shared/errors';
import { Login, makeAccountKeys, makeCreateAccount } from '../../adapters/accounts/index.ts';
import { makeLog } from '../../adapters/http/index.ts';
import { type CommandOutput, writeOutcome } from '../command-output.ts';
import { systemRandom } from '../office-folder.ts';
import { parseClock } from '../parse-settings.ts';
import { openService } from '../serve/open-service.ts';
import { recordAccountAct } from '../serve/record-account-act.ts';
import { readSettings } from '../serve/settings.ts';

/**
 * `permit-issuer account administrator`: whoever runs the service makes the first account; its user sets the password.
 * @throws PermitError SETTING_BAD
 */
export async function makeAdministrator(given: {
  readonly output: CommandOutput;
  readonly office: string;
  readonly clock: string;
  readonly login: string;
  readonly name: string;
}): Promise<number> {
  const login = Login.safeParse(given.login);
  if (!login.success) {
    throw new PermitError('SETTING_BAD', {
      detail: '--login: want 3 to 64 letters, digits, dots, hyphens, underscores',
    });
  }
  const settings = readSettings(process.env);
  const clock = parseClock(given.clock);
  // Standard output belongs to the result.
  const log = makeLog({ level: settings.logLevel, destination: process.stderr });
  const parts = await openService({ settings, officeFolder: given.office, clock, log });
  try {
    const createAccount = makeCreateAccount({
      database: parts.database,
      clock,
      random: systemRandom,
      keys: makeAccountKeys(parts.keys.service),
      settings: settings.accounts,
      recordAct: recordAccountAct(clock),
    });
    const roles = [{ role: 'administrator' }] as const;
    const asked = { login: login.data, displayName: given.name, personId: undefined, roles };
    const outcome = await createAccount({ ...asked, by: undefined, requestId: undefined });
    return writeOutcome(given.output, outcome, ({ accountId, setUpCode, expiresAt }) => ({
      result: { accountId, login: login.data, setUpCode, expiresAt: expiresAt.toISOString() },
      lines: [
        `login        ${login.data}`,
        `code         ${setUpCode}`,
        `until        ${expiresAt.toISOString()}`,
        'The code works once and is not shown again.',
      ],
    }));
  } finally {
    await parts.close();
  }
}
