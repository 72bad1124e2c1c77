import { OFFICE_ID } from '../../builders/sample-offices.ts';
import type { RouteRows } from './route-row.ts';

const READS = { clerk: 'counter-service', reviewer: 'report-handling', supervisor: 'supervision' };
const STAY = { address: '示例市示例区样本路 22 号', source: 'APPLICANT' };

/** Persons, their stays, and what third parties report of them. */
export const PERSON_ROWS: RouteRows = {
  'post /api/v1/persons/search': {
    who: { clerk: 'S', reviewer: 'S', supervisor: 'S' },
    purpose: READS,
    request: ({ person }) => ({
      path: '/api/v1/persons/search',
      body: { kind: 'citizen-id', citizenId: person.citizenId },
    }),
  },
  'get /api/v1/persons/:personId': {
    who: { clerk: 'O', reviewer: 'O', supervisor: 'O' },
    purpose: READS,
    request: ({ person }) => ({ path: `/api/v1/persons/${person.id}` }),
  },
  'put /api/v1/persons/:personId/seal': {
    who: { supervisor: 'O' },
    stepUp: 'decide',
    behind: ['already-so'],
    request: ({ stranger }) => ({
      path: `/api/v1/persons/${stranger.id}/seal`,
      body: { isSealed: false, why: 'court order' },
    }),
  },
  'put /api/v1/persons/:personId/language': {
    who: { clerk: 'O', holder: 'W' },
    noRole: 'no-role',
    request: ({ person }) => ({ path: `/api/v1/persons/${person.id}/language`, body: { language: 'zh' } }),
  },
  'get /api/v1/merges': {
    who: { reviewer: 'S', supervisor: 'S' },
    stepUp: 'decide',
    request: () => ({ path: '/api/v1/merges' }),
  },
  'get /api/v1/persons/:personId/merges/:mergedId': {
    who: { reviewer: 'J', supervisor: 'J' },
    stepUp: 'decide',
    behind: ['not-called-same'],
    request: ({ person, stranger }) => ({ path: `/api/v1/persons/${person.id}/merges/${stranger.id}` }),
  },
  'post /api/v1/persons/:personId/merges': {
    who: { reviewer: 'J', supervisor: 'J' },
    stepUp: 'decide',
    behind: ['not-called-same'],
    request: ({ person, stranger }) => ({
      path: `/api/v1/persons/${person.id}/merges`,
      body: { mergedId: stranger.id, reason: 'entered twice' },
    }),
  },
  'post /api/v1/persons/:personId/merges/:mergedId/approval': {
    who: { reviewer: 'J', supervisor: 'J' },
    stepUp: 'decide',
    behind: ['not-called-same'],
    request: ({ person, stranger }) => ({ path: `/api/v1/persons/${person.id}/merges/${stranger.id}/approval` }),
  },
  'post /api/v1/persons/:personId/merges/:mergedId/undo': {
    who: { reviewer: 'J', supervisor: 'J' },
    stepUp: 'decide',
    behind: ['not-merged'],
    request: ({ person, stranger }) => ({
      path: `/api/v1/persons/${person.id}/merges/${stranger.id}/undo`,
      body: { reason: 'two people' },
    }),
  },
  'post /api/v1/persons/:personId/merges/:mergedId/undo/approval': {
    who: { reviewer: 'J', supervisor: 'J' },
    stepUp: 'decide',
    behind: ['not-merged'],
    request: ({ person, stranger }) => ({ path: `/api/v1/persons/${person.id}/merges/${stranger.id}/undo/approval` }),
  },
  'get /api/v1/persons/:personId/own-view': {
    who: { holder: 'W' },
    request: ({ person }) => ({ path: `/api/v1/persons/${person.id}/own-view` }),
  },
  'post /api/v1/persons/:personId/erasure': {
    who: { supervisor: 'O' },
    stepUp: 'revoke',
    request: ({ stranger }) => ({
      path: `/api/v1/persons/${stranger.id}/erasure`,
      body: { ground: 'consent-withdrawn' },
    }),
  },
  'post /api/v1/persons/:personId/erasure/confirmation': {
    who: { supervisor: 'O' },
    stepUp: 'revoke',
    behind: ['not-requested'],
    request: ({ person }) => ({ path: `/api/v1/persons/${person.id}/erasure/confirmation` }),
  },
  'post /api/v1/persons/:personId/erasure/withdrawal': {
    who: { supervisor: 'O' },
    stepUp: 'revoke',
    behind: ['not-requested'],
    request: ({ person }) => ({
      path: `/api/v1/persons/${person.id}/erasure/withdrawal`,
      body: { why: 'asked for by mistake' },
    }),
  },
  'post /api/v1/persons/:personId/registrations': {
    // A stay is written down, with its papers, by the office to which the person comes.
    who: { clerk: 'S' },
    request: ({ person }) => ({
      path: `/api/v1/persons/${person.id}/registrations`,
      body: { ...STAY, from: '2026-05-01', through: '2026-05-20' },
    }),
  },
  'post /api/v1/persons/:personId/address-change': {
    who: { clerk: 'S' },
    behind: ['no-open-stay'],
    request: ({ person }) => ({
      path: `/api/v1/persons/${person.id}/address-change`,
      body: { ...STAY, from: '2026-06-14' },
    }),
  },
  'post /api/v1/persons/:personId/evidence/:type': {
    who: { clerk: 'S' },
    request: ({ person, scan }) => ({
      path: `/api/v1/persons/${person.id}/evidence/LEASE`,
      upload: { bytes: scan, type: 'image/png' },
    }),
  },
  'get /api/v1/persons/:personId/registrations': {
    who: { clerk: 'O', reviewer: 'O' },
    purpose: READS,
    request: ({ person }) => ({ path: `/api/v1/persons/${person.id}/registrations` }),
  },
  'post /api/v1/registrations/:registrationId/verification': {
    who: { clerk: 'O', reviewer: 'O' },
    behind: ['evidence-missing'],
    request: ({ registrationId }) => ({ path: `/api/v1/registrations/${registrationId}/verification`, body: {} }),
  },
  'post /api/v1/registrations/:registrationId/rejection': {
    who: { clerk: 'O', reviewer: 'O' },
    behind: ['not-declared'],
    request: ({ registrationId }) => ({
      path: `/api/v1/registrations/${registrationId}/rejection`,
      body: { reason: 'lives elsewhere' },
    }),
  },
  'post /api/v1/registrations/:registrationId/end': {
    who: { clerk: 'O' },
    behind: ['not-open'],
    request: ({ registrationId }) => ({
      path: `/api/v1/registrations/${registrationId}/end`,
      body: { through: '2026-06-10' },
    }),
  },
  'post /api/v1/reports': {
    who: { reporter: 'S' },
    request: ({ person }) => ({
      path: '/api/v1/reports',
      body: {
        officeId: OFFICE_ID,
        reporter: 'EMPLOYER',
        subject: 'JOB_END',
        person: { citizenId: person.citizenId, name: person.name },
        happenedOn: '2026-06-12',
      },
    }),
  },
  'get /api/v1/reports': {
    who: { reporter: 'S' },
    request: () => ({ path: '/api/v1/reports' }),
  },
  'get /api/v1/reports/:reportId': {
    who: { clerk: 'O', reviewer: 'O', supervisor: 'O' },
    purpose: { clerk: 'report-handling', reviewer: 'report-handling', supervisor: 'supervision' },
    request: ({ reportId }) => ({ path: `/api/v1/reports/${reportId}` }),
  },
  'post /api/v1/reports/:reportId/decision': {
    who: { reviewer: 'O' },
    request: ({ reportId }) => ({
      path: `/api/v1/reports/${reportId}/decision`,
      body: { verdict: 'CONFIRMED', reason: 'seen' },
    }),
  },
  'post /api/v1/reports/:reportId/answer': {
    who: { holder: 'W' },
    behind: ['wrong-state'],
    request: ({ reportId }) => ({ path: `/api/v1/reports/${reportId}/answer`, body: { answer: 'DISPUTED' } }),
  },
};
