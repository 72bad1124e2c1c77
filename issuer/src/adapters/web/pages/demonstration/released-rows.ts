import type * as z from 'zod';
import type { TapView } from '../../../http/api/demonstration/tap-view.ts';
import type { PageRequest } from '../../page/page.ts';

/** Lines that stay as they are on the card, on an English page too. */
const CHINESE = ['name', 'hukouAddress', 'residenceAddress', 'issuingAuthority'];

type Fields = z.output<typeof TapView>['fields'];

/** What a card gave out, line by line: a key of `demonstration.fields` and its words. The portrait is shown apart. */
export function releasedRowsOf(
  fields: Fields,
  { say, format }: Pick<PageRequest, 'say' | 'format'>,
): readonly { readonly name: string; readonly value: string; readonly isChinese: boolean }[] {
  const { name, birthDate, sex, ethnicGroup, citizenId, hukouAddress, residenceAddress } = fields;
  const { issue, residence, ageOver, serviceClass } = fields;
  const grounds = residence?.grounds.map((ground) => say(`lists.ground.${ground}`)).join(say('common.comma'));
  const said = {
    name,
    birthDate: birthDate === undefined ? undefined : format.date(birthDate),
    sex: sex === undefined ? undefined : say(`lists.sex.${sex}`),
    ethnicGroup: ethnicGroup === undefined ? undefined : say(`lists.ethnicGroup.${ethnicGroup}`),
    citizenId,
    hukouAddress,
    residenceAddress,
    permitNumber: issue?.permitNumber,
    issuingAuthority: issue?.issuingAuthority,
    issueDate: issue === undefined ? undefined : format.date(issue.issueDate),
    grounds,
    since: residence === undefined ? undefined : format.date(residence.since),
    months: residence === undefined ? undefined : String(residence.continuousMonths),
    adult: ageOver === undefined ? undefined : say(ageOver.over18 ? 'common.yes' : 'common.no'),
    serviceClass: serviceClass === undefined ? undefined : String(serviceClass),
  };
  return Object.entries(said).flatMap(([key, value]) =>
    value === undefined ? [] : [{ name: key, value, isChinese: CHINESE.includes(key) }],
  );
}
