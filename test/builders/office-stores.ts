import type { TellIn } from '@residence-permit/issuer/adapters/prisma';
import { aDatabase } from './a-database.ts';
import { storesOver } from './stores-over.ts';

export { anOfficer } from './an-officer.ts';
export { OFFICE_ID, OTHER_OFFICE_ID } from './sample-offices.ts';

/** The stores of an office on a real database of their own, with keys of persons in a real key store. */
export type OfficeStores = Awaited<ReturnType<typeof officeStores>>;

/** A migrated database with two offices and the rules of the sample city. `close` drops it. */
export async function officeStores(options: { readonly clock: () => number; readonly tell?: TellIn }) {
  return storesOver(await aDatabase(), options);
}
