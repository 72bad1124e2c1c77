import type { RouteRows } from './route-row.ts';
import { PASSWORD } from './staff.ts';

const SESSION = '/api/v1/session';
const AGAIN = { password: PASSWORD };

/** Health, sessions and accounts. */
export const ACCOUNT_ROWS: RouteRows = {
  'get /livez': { who: 'anybody', request: () => ({ path: '/livez' }) },
  'get /readyz': { who: 'anybody', mayBeUnready: true, request: () => ({ path: '/readyz' }) },
  'get /metrics': { who: 'anybody', request: () => ({ path: '/metrics' }) },
  'get /api/v1/session': { who: 'anybody', request: () => ({ path: SESSION }) },
  'post /api/v1/session': {
    who: 'anybody',
    behind: ['credentials-wrong', 'sign-in-locked'],
    request: () => ({ path: SESSION, body: { login: 'no.body', password: PASSWORD } }),
  },
  'post /api/v1/session/set-up': {
    who: 'anybody',
    behind: ['credentials-wrong', 'sign-in-locked'],
    request: () => ({
      path: `${SESSION}/set-up`,
      body: { login: 'no.body', code: 'ABCDEFGHIJKLMNOPQRST', password: PASSWORD },
    }),
  },
  'delete /api/v1/session': { who: 'anybody', endsSession: true, request: () => ({ path: SESSION }) },
  'post /api/v1/session/lock': { who: 'signed-in', endsSession: true, request: () => ({ path: `${SESSION}/lock` }) },
  'post /api/v1/session/unlocking': {
    who: 'anybody',
    behind: ['not-locked'],
    request: () => ({ path: `${SESSION}/unlocking`, body: AGAIN }),
  },
  'post /api/v1/session/unlocking/pin': {
    who: 'anybody',
    behind: ['not-locked'],
    request: () => ({ path: `${SESSION}/unlocking/pin`, body: { pin: '271828' } }),
  },
  'get /api/v1/session/desk-pin': { who: 'signed-in', request: () => ({ path: `${SESSION}/desk-pin` }) },
  'put /api/v1/session/desk-pin': {
    who: 'signed-in',
    behind: ['desk-pin-unfit'],
    request: () => ({ path: `${SESSION}/desk-pin`, body: { ...AGAIN, pin: '123456' } }),
  },
  'post /api/v1/session/desk-pin/removal': {
    who: 'signed-in',
    behind: ['desk-pin-missing'],
    request: () => ({ path: `${SESSION}/desk-pin/removal`, body: AGAIN }),
  },
  'get /api/v1/audit/events': {
    who: { auditor: 'O' },
    strange: 'other-jurisdiction',
    request: ({ caseNumber }) => ({ path: `/api/v1/audit/events?caseNumber=${caseNumber}` }),
  },
  'post /api/v1/audit/proofs': {
    who: { auditor: 'O' },
    strange: 'other-jurisdiction',
    request: () => ({ path: '/api/v1/audit/proofs' }),
  },
  'get /api/v1/publications': { who: 'anybody', request: () => ({ path: '/api/v1/publications' }) },
  'get /api/v1/waiting-work': {
    who: 'signed-in',
    behind: ['office-missing'],
    request: () => ({ path: '/api/v1/waiting-work' }),
  },
  'get /api/v1/workplace': {
    who: 'signed-in',
    behind: ['office-missing'],
    request: () => ({ path: '/api/v1/workplace' }),
  },
  'get /api/v1/offices': { who: 'signed-in', request: () => ({ path: '/api/v1/offices' }) },
  'put /api/v1/session/password': {
    who: 'signed-in',
    behind: ['password-unfit'],
    request: () => ({ path: `${SESSION}/password`, body: { current: PASSWORD, next: 'short' } }),
  },
  'post /api/v1/session/step-up': {
    who: 'signed-in',
    behind: ['proof-wrong', 'proof-locked'],
    request: () => ({
      path: `${SESSION}/step-up`,
      body: { class: 'manage', proof: { method: 'totp', code: '000000' } },
    }),
  },
  'post /api/v1/session/step-up/options': {
    who: 'signed-in',
    behind: ['method-not-enrolled'],
    request: () => ({ path: `${SESSION}/step-up/options`, body: { class: 'manage' } }),
  },
  'get /api/v1/session/passkeys': { who: 'signed-in', request: () => ({ path: `${SESSION}/passkeys` }) },
  'post /api/v1/session/passkeys/options': {
    who: 'signed-in',
    request: () => ({ path: `${SESSION}/passkeys/options`, body: AGAIN }),
  },
  'post /api/v1/session/passkeys': {
    who: 'signed-in',
    behind: ['passkey-refused'],
    request: ({ none }) => ({
      path: `${SESSION}/passkeys`,
      body: {
        challengeId: none,
        name: 'key',
        response: {
          id: 'AAAA',
          rawId: 'AAAA',
          type: 'public-key',
          clientExtensionResults: {},
          response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
        },
      },
    }),
  },
  'post /api/v1/session/passkeys/:passkeyId/removal': {
    who: 'signed-in',
    behind: ['passkey-not-found'],
    request: ({ none }) => ({ path: `${SESSION}/passkeys/${none}/removal`, body: AGAIN }),
  },
  'post /api/v1/session/totp/removal': {
    who: 'signed-in',
    behind: ['method-not-enrolled'],
    request: () => ({ path: `${SESSION}/totp/removal`, body: AGAIN }),
  },
  'post /api/v1/session/totp/confirmation': {
    who: 'signed-in',
    behind: ['proof-wrong', 'proof-locked'],
    request: () => ({ path: `${SESSION}/totp/confirmation`, body: { code: '000000' } }),
  },
  'post /api/v1/session/totp': {
    who: 'signed-in',
    request: () => ({ path: `${SESSION}/totp`, body: AGAIN }),
  },
  'get /api/v1/accounts': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    request: () => ({ path: '/api/v1/accounts' }),
  },
  'post /api/v1/accounts': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    behind: ['login-taken'],
    request: () => ({
      path: '/api/v1/accounts',
      body: { login: 'some.body', displayName: '样本', roles: [{ role: 'administrator' }] },
    }),
  },
  'get /api/v1/accounts/:accountId': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    request: ({ accountId }) => ({ path: `/api/v1/accounts/${accountId}` }),
  },
  'get /api/v1/holder-accounts/:personId': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    request: ({ person }) => ({ path: `/api/v1/holder-accounts/${person.id}` }),
  },
  'put /api/v1/accounts/:accountId/roles': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    request: ({ accountId }) => ({
      path: `/api/v1/accounts/${accountId}/roles`,
      body: { roles: [{ role: 'administrator' }] },
    }),
  },
  'post /api/v1/accounts/:accountId/reset': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    request: ({ accountId }) => ({ path: `/api/v1/accounts/${accountId}/reset` }),
  },
  'post /api/v1/accounts/:accountId/disabling': {
    who: { administrator: 'S' },
    stepUp: 'manage',
    request: ({ accountId }) => ({ path: `/api/v1/accounts/${accountId}/disabling` }),
  },
};
