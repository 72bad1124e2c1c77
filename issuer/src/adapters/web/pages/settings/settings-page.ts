import * as z from 'zod';
import type { Fields, FormErrors, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';

const DONE = ['password', 'desk-pin', 'desk-pin-removed', 'totp', 'totp-removed', 'passkey', 'passkey-removed'];
const DeskPin = z.object({ isSet: z.boolean() });
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

/** The settings of one's own account: password, PIN of the desk, passkeys, code generator. */
export async function showSettings(
  page: PageRequest,
  { values = {}, errors }: { readonly values?: Fields; readonly errors?: FormErrors } = {},
): Promise<Shown> {
  const read = await page.ask('listPasskeys', { reply: Passkeys });
  if (read.kind === 'problem') return read;
  const deskPin = await page.ask('readDeskPin', { reply: DeskPin });
  if (deskPin.kind === 'problem') return deskPin;
  const passkeys = read.body.passkeys.map(({ passkeyId, name, createdAt, usedAt }) => ({
    passkeyId,
    name,
    createdOn: dayOf(page, createdAt),
    usedOn: usedAt === null ? undefined : dayOf(page, usedAt),
  }));
  const data = { passkeys, hasDeskPin: deskPin.body.isSet, done: DONE.find((name) => name === page.query['done']) };
  return showForm('settings/settings', { data, values, errors });
}

function dayOf({ format }: PageRequest, instant: string): string {
  return format.dayOf(Math.floor(Date.parse(instant) / 1000));
}
