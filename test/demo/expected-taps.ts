import type { Code } from '@residence-permit/shared/errors';
import type { CardName } from './people.ts';
import type { ServicePointId } from './service-points.ts';

/** What a tap has to come to. `answers`: authentic, current, inFunction, chipGenuine, entitled as y, n or ? in that order. */
export type ExpectedTap = {
  readonly verdict: 'accepted' | 'rejected' | 'undecided';
  readonly answers: string;
  readonly reasons: readonly Code[];
};

const accepted: ExpectedTap = { verdict: 'accepted', answers: 'yyyyy', reasons: [] };
const acceptedUnasked: ExpectedTap = { verdict: 'accepted', answers: 'yyyy?', reasons: ['NOT_ASKED'] };
const noGrant: ExpectedTap = { verdict: 'rejected', answers: 'yyyyn', reasons: ['NO_GRANT'] };

/** Written from the cards' stories and the purposes, not from a run: the demonstration and its test are held against it. */
export const EXPECTED_TAPS: Readonly<Record<CardName, Readonly<Record<ServicePointId, ExpectedTap>>>> = {
  // Health and library grants.
  'long-name': {
    clinic: accepted,
    employer: acceptedUnasked,
    'employer-uncertified': acceptedUnasked,
    'housing-office': noGrant,
    'library-gate': accepted,
  },
  // Job service and library grants.
  'rare-character': {
    clinic: noGrant,
    employer: acceptedUnasked,
    'employer-uncertified': acceptedUnasked,
    'housing-office': noGrant,
    'library-gate': accepted,
  },
  // Health, schooling and library grants; schooling stands in the housing office's group but is another kind.
  child: {
    clinic: accepted,
    employer: acceptedUnasked,
    'employer-uncertified': acceptedUnasked,
    'housing-office': noGrant,
    'library-gate': accepted,
  },
  // Health, rental-housing and library grants; of these only health outlives a lapsed endorsement.
  lapsed: {
    clinic: { verdict: 'rejected', answers: 'yynyy', reasons: ['ENDORSEMENT_LAPSED'] },
    employer: { verdict: 'rejected', answers: 'yyny?', reasons: ['ENDORSEMENT_LAPSED', 'NOT_ASKED'] },
    'employer-uncertified': { verdict: 'rejected', answers: 'yyny?', reasons: ['ENDORSEMENT_LAPSED', 'NOT_ASKED'] },
    'housing-office': { verdict: 'rejected', answers: 'yynyn', reasons: ['ENDORSEMENT_LAPSED'] },
    'library-gate': { verdict: 'rejected', answers: 'yynyn', reasons: ['ENDORSEMENT_LAPSED'] },
  },
  // Health and rental-housing grants, as on its replacement; revoked when that was issued.
  lost: {
    clinic: { verdict: 'rejected', answers: 'ynyyy', reasons: ['CARD_REVOKED'] },
    employer: { verdict: 'rejected', answers: 'ynyy?', reasons: ['CARD_REVOKED', 'NOT_ASKED'] },
    'employer-uncertified': { verdict: 'rejected', answers: 'ynyy?', reasons: ['CARD_REVOKED', 'NOT_ASKED'] },
    'housing-office': { verdict: 'rejected', answers: 'ynyyy', reasons: ['CARD_REVOKED'] },
    'library-gate': { verdict: 'rejected', answers: 'ynyyn', reasons: ['CARD_REVOKED', 'NO_GRANT'] },
  },
  replacement: {
    clinic: accepted,
    employer: acceptedUnasked,
    'employer-uncertified': acceptedUnasked,
    'housing-office': accepted,
    'library-gate': noGrant,
  },
  // Two grants of the health department and two of the culture department.
  'four-grants': {
    clinic: accepted,
    employer: acceptedUnasked,
    'employer-uncertified': acceptedUnasked,
    'housing-office': noGrant,
    'library-gate': accepted,
  },
};
