import { OFFICE_ID } from '../../builders/sample-offices.ts';
import type { RouteRows } from './route-row.ts';
import { DEPARTMENTS, ORGANISATIONS } from './staff.ts';

const KEY = '/api/v1/department-keys';
/** Counts of one office: its city sees them, and no other city. */
const COUNTED = { who: { supervisor: 'J', auditor: 'O' }, strange: 'other-jurisdiction' } as const;

/** Entitlements, the keys of departments, the catalogue, uses and terminals. */
export const GRANT_ROWS: RouteRows = {
  'post /api/v1/grants': {
    who: { clerk: 'O', 'department-officer': 'W' },
    behind: ['already-carried-out'],
    request: ({ instruction }) => ({ path: '/api/v1/grants', body: { instruction } }),
  },
  'post /api/v1/grants/:grantId/approval': {
    who: { reviewer: 'O', 'department-officer': 'W' },
    stepUp: 'decide',
    behind: ['not-proposed'],
    request: ({ grantId }) => ({ path: `/api/v1/grants/${grantId}/approval` }),
  },
  'post /api/v1/grants/:grantId/refusal': {
    who: { reviewer: 'O', 'department-officer': 'W' },
    stepUp: 'decide',
    behind: ['not-proposed'],
    request: ({ grantId }) => ({ path: `/api/v1/grants/${grantId}/refusal`, body: { reason: 'asked for twice' } }),
  },
  'post /api/v1/grant-withdrawals': {
    who: { clerk: 'O', 'department-officer': 'W' },
    behind: ['withdrawal-open'],
    request: ({ withdrawing: instruction }) => ({ path: '/api/v1/grant-withdrawals', body: { instruction } }),
  },
  'post /api/v1/grant-withdrawals/:withdrawalId/approval': {
    who: { reviewer: 'O', 'department-officer': 'W' },
    stepUp: 'revoke',
    behind: ['not-proposed'],
    request: ({ withdrawalId }) => ({ path: `/api/v1/grant-withdrawals/${withdrawalId}/approval` }),
  },
  'post /api/v1/grant-withdrawals/:withdrawalId/refusal': {
    who: { reviewer: 'O', 'department-officer': 'W' },
    stepUp: 'revoke',
    behind: ['not-proposed'],
    request: ({ withdrawalId }) => ({
      path: `/api/v1/grant-withdrawals/${withdrawalId}/refusal`,
      body: { reason: 'sent twice' },
    }),
  },
  'get /api/v1/permits/:permitNumber/grant-withdrawals': {
    who: { clerk: 'O', reviewer: 'O', 'department-officer': 'S' },
    purpose: { clerk: 'counter-service', reviewer: 'grant-handling', 'department-officer': 'grant-handling' },
    request: ({ permitNumber }) => ({ path: `/api/v1/permits/${permitNumber}/grant-withdrawals` }),
  },
  'get /api/v1/permits/:permitNumber/grants': {
    who: { clerk: 'O', reviewer: 'O', 'department-officer': 'S' },
    purpose: { clerk: 'counter-service', reviewer: 'grant-handling', 'department-officer': 'grant-handling' },
    request: ({ permitNumber }) => ({ path: `/api/v1/permits/${permitNumber}/grants` }),
  },
  'get /api/v1/cards/:cardNumber/grants': {
    who: { clerk: 'O', reviewer: 'O', 'department-officer': 'S' },
    purpose: { clerk: 'counter-service', reviewer: 'grant-handling', 'department-officer': 'grant-handling' },
    request: ({ cardNumber }) => ({ path: `/api/v1/cards/${cardNumber}/grants` }),
  },
  'post /api/v1/cards/:cardNumber/grants': {
    who: { clerk: 'O' },
    stepUp: 'sign',
    behind: ['AGENT_ABSENT'],
    request: ({ cardNumber }) => ({ path: `/api/v1/cards/${cardNumber}/grants`, body: { agent: 'COUNTER-1' } }),
  },
  'post /api/v1/department-keys': {
    who: { supervisor: 'S' },
    stepUp: 'sign',
    behind: ['key-bad'],
    request: () => ({ path: KEY, body: { grantor: DEPARTMENTS.own, publicKey: '00'.repeat(32) } }),
  },
  'get /api/v1/department-keys': {
    who: { supervisor: 'S' },
    stepUp: 'sign',
    request: () => ({ path: KEY }),
  },
  'post /api/v1/department-keys/:keyId/confirmation': {
    who: { supervisor: 'S' },
    stepUp: 'sign',
    behind: ['already-confirmed'],
    request: ({ keyId }) => ({ path: `${KEY}/${keyId}/confirmation` }),
  },
  'post /api/v1/department-keys/:keyId/withdrawal': {
    who: { supervisor: 'S' },
    stepUp: 'sign',
    behind: ['key-withdrawn'],
    request: ({ keyId }) => ({ path: `${KEY}/${keyId}/withdrawal` }),
  },
  'post /api/v1/use-receipts': {
    who: { 'service-point-operator': 'S' },
    request: () => ({ path: '/api/v1/use-receipts', body: { receipts: ['AAAA'] } }),
  },
  'get /api/v1/double-uses': {
    ...COUNTED,
    request: () => ({ path: `/api/v1/double-uses?officeId=${OFFICE_ID}` }),
  },
  'get /api/v1/statistics/deadlines': {
    ...COUNTED,
    request: () => ({ path: `/api/v1/statistics/deadlines?officeId=${OFFICE_ID}` }),
  },
  'get /api/v1/statistics/cases': {
    ...COUNTED,
    request: () => ({ path: `/api/v1/statistics/cases?officeId=${OFFICE_ID}` }),
  },
  'get /api/v1/catalogue': {
    who: 'anybody',
    request: () => ({ path: '/api/v1/catalogue' }),
  },
  'get /api/v1/catalogue/proposals': {
    who: { supervisor: 'S' },
    stepUp: 'decide',
    request: () => ({ path: '/api/v1/catalogue/proposals' }),
  },
  'post /api/v1/catalogue/proposals': {
    who: { supervisor: 'S' },
    stepUp: 'decide',
    request: ({ entries }) => ({ path: '/api/v1/catalogue/proposals', body: { entries } }),
  },
  'post /api/v1/catalogue/proposals/:proposalId/publication': {
    who: { supervisor: 'S' },
    stepUp: 'decide',
    behind: ['already-published'],
    request: ({ proposalId }) => ({ path: `/api/v1/catalogue/proposals/${proposalId}/publication` }),
  },
  'get /api/v1/purposes': {
    who: 'anybody',
    request: () => ({ path: '/api/v1/purposes' }),
  },
  'get /api/v1/purposes/proposals': {
    who: { supervisor: 'S' },
    stepUp: 'decide',
    request: () => ({ path: '/api/v1/purposes/proposals' }),
  },
  'post /api/v1/purposes/proposals': {
    who: { supervisor: 'S' },
    stepUp: 'decide',
    request: ({ purposes }) => ({ path: '/api/v1/purposes/proposals', body: purposes }),
  },
  'post /api/v1/purposes/proposals/:proposalId/publication': {
    who: { supervisor: 'S' },
    stepUp: 'decide',
    behind: ['already-published'],
    request: ({ purposesProposalId: id }) => ({ path: `/api/v1/purposes/proposals/${id}/publication` }),
  },
  'post /api/v1/terminals': {
    who: { 'service-point-operator': 'W', integrator: 'W' },
    behind: ['STORE_CONFLICT'],
    request: ({ terminalRequest: request }) => ({
      path: '/api/v1/terminals',
      body: { officeId: OFFICE_ID, organisationId: ORGANISATIONS.own, request },
    }),
  },
  'post /api/v1/terminals/:terminalId/certificates': {
    who: { 'service-point-operator': 'W', integrator: 'W' },
    behind: ['not-approved'],
    request: ({ terminalId }) => ({ path: `/api/v1/terminals/${terminalId}/certificates` }),
  },
  'get /api/v1/terminals/:terminalId/certificate': {
    who: { supervisor: 'O', 'service-point-operator': 'W', integrator: 'W' },
    behind: ['certificate-missing'],
    request: ({ terminalId }) => ({ path: `/api/v1/terminals/${terminalId}/certificate` }),
  },
  'get /api/v1/terminals': {
    who: { supervisor: 'S', 'service-point-operator': 'S', integrator: 'S' },
    request: () => ({ path: '/api/v1/terminals' }),
  },
  'post /api/v1/terminals/:terminalId/refusal': {
    who: { supervisor: 'J' },
    stepUp: 'sign',
    behind: ['not-requested'],
    request: ({ terminalId }) => ({ path: `/api/v1/terminals/${terminalId}/refusal`, body: { reason: 'no site' } }),
  },
  'post /api/v1/terminals/:terminalId/approval': {
    who: { supervisor: 'J' },
    stepUp: 'sign',
    behind: ['not-requested'],
    request: ({ terminalId }) => ({
      path: `/api/v1/terminals/${terminalId}/approval`,
      body: { purposes: ['clinic'], sites: ['Sample Road 1'], use: 'READS' },
    }),
  },
  'post /api/v1/terminals/:terminalId/revocation': {
    who: { supervisor: 'J' },
    stepUp: 'revoke',
    behind: ['not-in-use'],
    request: ({ terminalId }) => ({ path: `/api/v1/terminals/${terminalId}/revocation`, body: { reason: 'stolen' } }),
  },
};
