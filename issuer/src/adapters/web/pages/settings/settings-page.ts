import * as z from 'zod';
import type { Fields, FormErrors, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';

const DONE = ['password', 'totp', 'totp-removed', 'passkey', 'passkey-removed'];
const Passkeys = z.object({
  passkeys: z.array(
    z.object({
      passkeyId: z.string(),
      name: z.string(),
      createdAt: z.iso.datetime(),
      usedAt: z.iso.datetime().nullable(),
    }),
  ),
});

/** The settings of one's own account: password, passkeys, code generator. */
export async function showSettings(
  page: PageRequest,
  { values = {}, errors }: { readonly values?: Fields; readonly errors?: FormErrors } = {},
): Promise<Shown> {
  const read = await page.ask('listPasskeys', { reply: Passkeys });
  if (read.kind === 'problem') return read;
  const passkeys = read.body.passkeys.map(({ passkeyId, name, createdAt, usedAt }) => ({
    passkeyId,
    name,
    createdOn: dayOf(page, createdAt),
    usedOn: usedAt === null ? undefined : dayOf(page, usedAt),
  }));
  const data = { passkeys, done: DONE.find((name) => name === page.query['done']) };
  return showForm('settings/settings', { data, values, errors });
}

function dayOf({ format }: PageRequest, instant: string): string {
  return format.dayOf(Math.floor(Date.parse(instant) / 1000));
}
