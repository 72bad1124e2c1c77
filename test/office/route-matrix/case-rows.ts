import { OFFICE_ID } from '../../builders/sample-offices.ts';
import { PARTICULARS } from '../../builders/invented-people.ts';
import type { RouteRows } from './route-row.ts';
import type { Things } from './things.ts';

const CASE = '/api/v1/applications';
const of = ({ applicationId }: Things) => `${CASE}/${applicationId}`;
const REASON = { code: 'RESIDENCE_SHORT', clause: 'Decree 663 art. 2', words: '居住未满半年' };
const READS = {
  clerk: 'case-handling',
  reviewer: 'case-handling',
  supervisor: 'supervision',
  producer: 'card-production',
};

/** Cases, their papers, fees and appeals. The case is a draft that an organisation filed about the person. */
export const CASE_ROWS: RouteRows = {
  'post /api/v1/applications': {
    who: { clerk: 'O', reporter: 'S', holder: 'W' },
    behind: ['open-case-exists', 'apply-at-office'],
    request: ({ person }, role) => {
      const { citizenId, name } = person;
      const door = role === 'holder' ? 'HOLDER' : role === 'reporter' ? 'EMPLOYER' : 'COUNTER';
      const entry = { officeId: OFFICE_ID, door, kind: 'CANCEL' };
      return { path: CASE, body: { ...entry, person: { citizenId, name, details: PARTICULARS } } };
    },
  },
  'post /api/v1/applications/:applicationId/facts': {
    who: { clerk: 'O', reporter: 'W', holder: 'W' },
    behind: ['door-not-yours'],
    request: (things) => ({ path: `${of(things)}/facts`, body: { name: 'hukou.place', value: 'ELSEWHERE' } }),
  },
  'post /api/v1/applications/:applicationId/evidence/:type': {
    who: { clerk: 'O', reporter: 'W', holder: 'W' },
    request: (things) => ({
      path: `${of(things)}/evidence/ID_CARD`,
      upload: { bytes: things.scan, type: 'image/png' },
    }),
  },
  'post /api/v1/applications/:applicationId/submission': {
    who: { clerk: 'O', reporter: 'W', holder: 'W' },
    behind: ['wrong-state'],
    request: (things) => ({ path: `${of(things)}/submission` }),
  },
  'post /api/v1/applications/:applicationId/withdrawal': {
    who: { clerk: 'O', holder: 'W' },
    behind: ['wrong-state'],
    request: (things) => ({ path: `${of(things)}/withdrawal` }),
  },
  'get /api/v1/applications': {
    who: { clerk: 'S', reviewer: 'S', producer: 'S', supervisor: 'S' },
    purpose: READS,
    request: () => ({ path: `${CASE}?states=DRAFT` }),
  },
  'get /api/v1/applications/:applicationId': {
    who: { clerk: 'O', reviewer: 'O', producer: 'O', supervisor: 'O' },
    purpose: READS,
    request: (things) => ({ path: of(things) }),
  },
  'get /api/v1/applications/:applicationId/evidence/:evidenceId': {
    who: { clerk: 'O', reviewer: 'O', supervisor: 'O' },
    purpose: READS,
    request: (things) => ({ path: `${of(things)}/evidence/${things.evidenceId}` }),
  },
  'get /api/v1/applications/:applicationId/duplicates': {
    who: { clerk: 'O', reviewer: 'O', producer: 'O', supervisor: 'O' },
    purpose: READS,
    request: (things) => ({ path: `${of(things)}/duplicates` }),
  },
  'get /api/v1/applications/:applicationId/documents/:document': {
    who: { clerk: 'O', reviewer: 'O', producer: 'O', supervisor: 'O' },
    purpose: READS,
    behind: ['document-not-due'],
    request: (things) => ({ path: `${of(things)}/documents/fee-receipt` }),
  },
  'post /api/v1/applications/:applicationId/supplement': {
    who: { clerk: 'O' },
    behind: ['not-submitted'],
    request: (things) => ({ path: `${of(things)}/supplement` }),
  },
  'post /api/v1/applications/:applicationId/acceptance': {
    who: { clerk: 'O' },
    behind: ['wrong-state'],
    request: (things) => ({ path: `${of(things)}/acceptance` }),
  },
  'post /api/v1/applications/:applicationId/extension': {
    who: { supervisor: 'O' },
    stepUp: 'decide',
    behind: ['wrong-state'],
    request: (things) => ({ path: `${of(things)}/extension`, body: { days: 5, ground: 'COMPLEX_CASE' } }),
  },
  'put /api/v1/applications/:applicationId/lock': {
    who: { clerk: 'O', reviewer: 'O', producer: 'O', supervisor: 'O' },
    purpose: READS,
    behind: ['case-taken'],
    request: (things) => ({ path: `${of(things)}/lock` }),
  },
  'delete /api/v1/applications/:applicationId/lock': {
    who: { clerk: 'O', reviewer: 'O', producer: 'O', supervisor: 'O' },
    purpose: READS,
    behind: ['not-taken-by-you'],
    request: (things) => ({ path: `${of(things)}/lock` }),
  },
  'post /api/v1/applications/:applicationId/decision': {
    who: { reviewer: 'O' },
    stepUp: 'decide',
    behind: ['wrong-state'],
    request: (things) => ({ path: `${of(things)}/decision`, body: { outcome: 'REFUSED', reasons: [REASON] } }),
  },
  'post /api/v1/applications/:applicationId/duplicates/:candidateId/decision': {
    who: { reviewer: 'O' },
    stepUp: 'decide',
    behind: ['candidate-not-found'],
    request: (things) => ({
      path: `${of(things)}/duplicates/${things.none}/decision`,
      body: { outcome: 'DIFFERENT', reason: 'another face' },
    }),
  },
  'get /api/v1/applications/:applicationId/fees': {
    who: { clerk: 'O' },
    request: (things) => ({ path: `${of(things)}/fees` }),
  },
  'post /api/v1/applications/:applicationId/fees/:feeId/payment': {
    who: { clerk: 'O' },
    behind: ['fee-not-found'],
    request: (things) => ({ path: `${of(things)}/fees/${things.none}/payment`, body: { amountFen: 1500 } }),
  },
  'post /api/v1/applications/:applicationId/fees/:feeId/waiver': {
    who: { supervisor: 'O' },
    behind: ['fee-not-found'],
    request: (things) => ({ path: `${of(things)}/fees/${things.none}/waiver`, body: { reason: 'our own error' } }),
  },
  'post /api/v1/applications/:applicationId/appeals': {
    who: { holder: 'W' },
    behind: ['not-decided'],
    request: (things) => ({ path: `${of(things)}/appeals`, body: { grounds: '请再看' } }),
  },
  'post /api/v1/appeals/:appealId/admission': {
    who: { supervisor: 'O' },
    stepUp: 'decide',
    request: ({ appealId }) => ({
      path: `/api/v1/appeals/${appealId}/admission`,
      body: { verdict: 'ADMITTED', reason: '' },
    }),
  },
  'post /api/v1/appeals/:appealId/decision': {
    who: { supervisor: 'O' },
    stepUp: 'decide',
    behind: ['wrong-state'],
    request: ({ appealId }) => ({
      path: `/api/v1/appeals/${appealId}/decision`,
      body: { outcome: 'DISMISSED', reasons: [REASON] },
    }),
  },
  'post /api/v1/appeals/:appealId/withdrawal': {
    who: { holder: 'W' },
    behind: ['wrong-state'],
    request: ({ appealId }) => ({ path: `/api/v1/appeals/${appealId}/withdrawal` }),
  },
};
