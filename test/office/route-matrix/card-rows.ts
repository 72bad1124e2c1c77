import type { RouteRows } from './route-row.ts';
import type { Things } from './things.ts';

const STATION = { agent: 'COUNTER-1' };
const of = ({ cardNumber }: Things) => `/api/v1/cards/${cardNumber}`;

/** Cards and permits, from the decision to their end. The card is active; no agent of a counter is there. */
export const CARD_ROWS: RouteRows = {
  'post /api/v1/applications/:applicationId/card': {
    who: { producer: 'O' },
    stepUp: 'sign',
    behind: ['case-not-approved'],
    request: ({ applicationId }) => ({ path: `/api/v1/applications/${applicationId}/card` }),
  },
  'post /api/v1/cards/:cardNumber/personalisation': {
    who: { producer: 'O' },
    stepUp: 'sign',
    behind: ['AGENT_ABSENT'],
    request: (things) => ({ path: `${of(things)}/personalisation`, body: STATION }),
  },
  'post /api/v1/cards/:cardNumber/making': {
    who: { producer: 'O' },
    strange: 'attempt-unknown',
    stepUp: 'sign',
    behind: ['not-in-production'],
    request: (things) => ({ path: `${of(things)}/making`, body: STATION }),
  },
  'get /api/v1/cards/:cardNumber/making': {
    who: { clerk: 'O', producer: 'O' },
    strange: 'attempt-unknown',
    request: (things) => ({ path: `${of(things)}/making` }),
  },
  'get /api/v1/cards': {
    who: { clerk: 'S', producer: 'S' },
    request: () => ({ path: '/api/v1/cards?states=RESERVED,HELD' }),
  },
  'get /api/v1/counters': {
    who: { clerk: 'S', producer: 'S' },
    request: () => ({ path: '/api/v1/counters' }),
  },
  'post /api/v1/cards/:cardNumber/read-back': {
    who: { producer: 'O' },
    stepUp: 'sign',
    behind: ['AGENT_ABSENT'],
    request: (things) => ({ path: `${of(things)}/read-back`, body: STATION }),
  },
  'post /api/v1/cards/:cardNumber/quality-check': {
    who: { clerk: 'O', producer: 'O' },
    behind: ['not-read-back'],
    request: (things) => ({ path: `${of(things)}/quality-check`, body: { place: 'drawer 1' } }),
  },
  'get /api/v1/cards/:cardNumber/can': {
    who: { producer: 'O' },
    stepUp: 'sign',
    behind: ['not-in-office'],
    request: (things) => ({ path: `${of(things)}/can` }),
  },
  'get /api/v1/cards/:cardNumber/face': {
    who: { producer: 'O' },
    stepUp: 'sign',
    behind: ['not-in-office'],
    request: (things) => ({ path: `${of(things)}/face` }),
  },
  'get /api/v1/cards/:cardNumber/face/:side': {
    who: { producer: 'O' },
    stepUp: 'sign',
    behind: ['not-in-office'],
    request: (things) => ({ path: `${of(things)}/face/front` }),
  },
  'get /api/v1/cards/:cardNumber/unblocking-code': {
    who: { clerk: 'O' },
    behind: ['not-in-office'],
    request: (things) => ({ path: `${of(things)}/unblocking-code` }),
  },
  'post /api/v1/cards/:cardNumber/hand-over': {
    who: { clerk: 'O' },
    behind: ['not-held'],
    request: (things) => ({
      path: `${of(things)}/hand-over`,
      body: {
        collector: { name: '样例乙', document: '居民身份证', relation: 'HOLDER' },
        isOldCardReturned: false,
      },
    }),
  },
  'post /api/v1/cards/:cardNumber/put-back': {
    who: { clerk: 'O' },
    behind: ['not-handed-over'],
    request: (things) => ({ path: `${of(things)}/put-back`, body: { place: 'drawer 1' } }),
  },
  'post /api/v1/cards/:cardNumber/activation': {
    who: { clerk: 'O' },
    stepUp: 'sign',
    behind: ['not-handed-over'],
    request: (things) => ({ path: `${of(things)}/activation`, body: { ...STATION, pin: '246802' } }),
  },
  'post /api/v1/cards/:cardNumber/quarantine': {
    who: { producer: 'O', supervisor: 'O' },
    behind: ['not-in-production'],
    request: (things) => ({ path: `${of(things)}/quarantine`, body: { reason: 'damaged' } }),
  },
  'get /api/v1/persons/:personId/cards': {
    who: { clerk: 'J', supervisor: 'J', holder: 'W' },
    request: ({ person }) => ({ path: `/api/v1/persons/${person.id}/cards` }),
  },
  'post /api/v1/cards/:cardNumber/hold': {
    who: { clerk: 'J', supervisor: 'J', holder: 'W' },
    behind: ['already-on-hold'],
    request: (things) => ({ path: `${of(things)}/hold`, body: { channel: 'COUNTER' } }),
  },
  'post /api/v1/cards/:cardNumber/hold-lift': {
    who: { clerk: 'J', supervisor: 'J', holder: 'W' },
    behind: ['not-on-hold', 'at-counter-only'],
    request: (things) => ({
      path: `${of(things)}/hold-lift`,
      body: { isIdentityShown: true, isCardShown: true },
    }),
  },
  'post /api/v1/cards/:cardNumber/return': {
    who: { clerk: 'O' },
    behind: ['still-good'],
    request: (things) => ({ path: `${of(things)}/return` }),
  },
  'get /api/v1/permits/:permitId/endorsement': {
    who: { clerk: 'O', reviewer: 'O' },
    // The route states its purpose itself, which is none of a supervisor's.
    barred: { supervisor: 'purpose-not-allowed' },
    request: ({ permitId }) => ({ path: `/api/v1/permits/${permitId}/endorsement` }),
  },
  'post /api/v1/applications/:applicationId/endorsement': {
    who: { clerk: 'O' },
    stepUp: 'sign',
    behind: ['not-an-endorsement'],
    request: ({ applicationId }) => ({ path: `/api/v1/applications/${applicationId}/endorsement`, body: STATION }),
  },
  'post /api/v1/applications/:applicationId/cancellation': {
    who: { clerk: 'O' },
    behind: ['not-a-cancellation'],
    request: ({ applicationId }) => ({
      path: `/api/v1/applications/${applicationId}/cancellation`,
      body: { isCardReturned: false },
    }),
  },
  'post /api/v1/revocation-batches': {
    who: { supervisor: 'S' },
    stepUp: 'revoke',
    behind: ['card-unknown'],
    request: ({ none }) => ({
      path: '/api/v1/revocation-batches',
      body: { cardNumbers: [none.replaceAll(/\D/g, '').slice(0, 10)], reason: 'fault' },
    }),
  },
  'get /api/v1/revocation-batches': {
    who: { supervisor: 'S' },
    stepUp: 'revoke',
    request: () => ({ path: '/api/v1/revocation-batches' }),
  },
  'post /api/v1/revocation-batches/:batchId/confirmation': {
    who: { supervisor: 'O' },
    stepUp: 'revoke',
    strange: 'batch-unknown',
    request: ({ revocationId }) => ({ path: `/api/v1/revocation-batches/${revocationId}/confirmation` }),
  },
  'post /api/v1/cards/:cardNumber/revocation': {
    who: { supervisor: 'O' },
    stepUp: 'revoke',
    behind: ['card-revoked'],
    request: (things) => ({ path: `${of(things)}/revocation`, body: { reason: 'chip' } }),
  },
  'post /api/v1/permits/:permitId/termination': {
    who: { supervisor: 'O' },
    stepUp: 'revoke',
    request: ({ permitId }) => ({
      path: `/api/v1/permits/${permitId}/termination`,
      body: { ground: 'FRAUD', reason: 'notice' },
    }),
  },
};
