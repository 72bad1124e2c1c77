import { OfficeClient } from '@residence-permit/test/office/office-client';
import type { OfficeOnDisk } from './office-on-disk.ts';

const PASSWORD = 'correct horse battery';
const ADMINISTRATOR = 'first.admin';

/** Makes the first account of an office and signs it in; answers what makes and signs in others, each in one role at one office. */
export async function signInStaff(office: OfficeOnDisk, url: string) {
  const { setUpCode } = office.run('account', 'administrator', `--login=${ADMINISTRATOR}`, '--name=样本');
  const administrator = new OfficeClient(url);
  await send(administrator, '/api/v1/session/set-up', { login: ADMINISTRATOR, code: setUpCode, password: PASSWORD });
  let made = 0;
  return async (role: string, officeId: string): Promise<OfficeClient> => {
    made += 1;
    const login = `${role}.${made}`;
    const proof = { method: 'password', password: PASSWORD };
    await send(administrator, '/api/v1/session/step-up', { class: 'manage', proof });
    const account = { login, displayName: '样本', roles: [{ role, officeId }] };
    const created = await send(administrator, '/api/v1/accounts', account);
    const client = new OfficeClient(url);
    const setUp = { login, code: created['setUpCode'], password: PASSWORD };
    await send(client, '/api/v1/session/set-up', setUp);
    return client;
  };
}

/** Sends a command. @throws Error where it is refused */
export async function send(
  client: OfficeClient,
  path: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  const reply = await client.post(path, body);
  if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
