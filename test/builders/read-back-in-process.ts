import type { ReadBack } from '@residence-permit/issuer/personalisation';
import { verifyCard } from '@residence-permit/reader/verify';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import type { PermitRecord, ReleasedFields } from '@residence-permit/shared/records';
import type { Office, PlaceCard } from './an-office.ts';

const DAY = 86_400;

/** Data groups of the members of a permit record. */
const GROUP_OF = {
  name: 2,
  birthDate: 3,
  sex: 4,
  ethnicGroup: 5,
  citizenId: 6,
  hukouAddress: 7,
  residenceAddress: 8,
  portrait: 9,
  issue: 10,
  residence: 11,
  ageOver: 13,
  serviceClass: 14,
} as const satisfies Record<keyof PermitRecord, number>;

type Reading = {
  readonly office: Pick<Office, 'trust' | 'terminalFor' | 'clock' | 'random' | 'engine'>;
  readonly placeCard: PlaceCard;
};

/** Taps a card in this process at a terminal of the issuing office: answers and every field that it reads. */
export function tapAtOffice({ office, placeCard }: Reading) {
  return async ({ can }: { readonly can: string }) => {
    const purpose = findPurpose(DEFAULT_PURPOSES, 'issuing-office');
    if (purpose === undefined) throw new Error('no purpose issuing-office');
    const terminal = await office.terminalFor(purpose.id);
    const trust = await office.trust();
    const card = await placeCard();
    const result = await verifyCard({
      transport: card.transport,
      password: { kind: 'can', value: can },
      purpose,
      terminal,
      trust,
      clock: office.clock,
      utcOffsetMinutes: 480,
      staleness: { bundleSeconds: DAY, statusSeconds: DAY },
      random: office.random,
      engine: office.engine,
      metering: { nowMs: () => performance.now() },
    });
    await card.release();
    return result;
  };
}

/** Reads a card back in this process, for chips that live in it: the same verifier, the same trust, the same purpose. */
export function readBackInProcess(reading: Reading): ReadBack {
  const tap = tapAtOffice(reading);
  return async ({ can }) => {
    const result = await tap({ can });
    const { authentic, chipGenuine } = result.answers;
    return {
      authentic: authentic.answer,
      chipGenuine: chipGenuine.answer,
      reasons: result.reasons,
      dataGroups: groupsIn(result.fields),
      ...(result.fields.name === undefined ? {} : { name: result.fields.name }),
      ...(result.fields.issue === undefined ? {} : { permitNumber: result.fields.issue.permitNumber }),
    };
  };
}

function groupsIn(fields: ReleasedFields): readonly number[] {
  return Object.entries(GROUP_OF).flatMap(([member, group]) => (Object.hasOwn(fields, member) ? [group] : []));
}
