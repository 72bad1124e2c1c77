import { renewDvs, renewRootFile, saveAuthority } from '@residence-permit/issuer/authority';
import { openOffice, type OfficeFolder } from '@residence-permit/issuer/service';
import type { DemoPlaces } from './demo-places.ts';

/** The office with certificates and a root file that are good on its clock's day; its offline keys are test keys in its folder. */
export async function renewedOffice(places: DemoPlaces, clock: () => number): Promise<OfficeFolder> {
  const office = await openOffice(places.office, clock);
  const { authority } = office;
  const renewed = await renewRootFile(await renewDvs(authority, office.today()), clock());
  const isSame = renewed.rootFile === authority.rootFile && renewed.dvs.official === authority.dvs.official;
  if (isSame && renewed.dvs['non-official'] === authority.dvs['non-official']) return office;
  await saveAuthority(office.paths.authority, renewed);
  return openOffice(places.office, clock);
}
