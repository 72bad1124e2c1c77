import type { RouteRows } from './route-row.ts';

const DAY = '2026-06-15';

/** The stock of an office, and cases that are approved and made together. */
export const STOCK_ROWS: RouteRows = {
  'get /api/v1/stock': {
    who: { clerk: 'S', producer: 'S' },
    request: () => ({ path: '/api/v1/stock' }),
  },
  'post /api/v1/stock/intake': {
    who: { clerk: 'S', producer: 'S' },
    behind: ['AGENT_ABSENT'],
    request: () => ({ path: '/api/v1/stock/intake', body: { agent: 'COUNTER-1', batch: 'spring' } }),
  },
  'post /api/v1/stock/postings': {
    who: { clerk: 'O', producer: 'O' },
    strange: 'serial-elsewhere',
    behind: ['move-not-allowed'],
    request: ({ serial }) => ({
      path: '/api/v1/stock/postings',
      body: { serials: [serial], to: 'COUNTER', reason: 'for the day' },
    }),
  },
  'get /api/v1/stock/ledger': {
    who: { producer: 'S', supervisor: 'S' },
    request: () => ({ path: `/api/v1/stock/ledger?day=${DAY}` }),
  },
  'post /api/v1/stock/days': {
    who: { producer: 'S', supervisor: 'S' },
    behind: ['day-closed'],
    request: ({ serial }) => ({
      path: '/api/v1/stock/days',
      body: { day: DAY, counted: [{ serial, account: 'MISSING' }] },
    }),
  },
  'post /api/v1/stock/removals': {
    who: { clerk: 'O', producer: 'O', supervisor: 'O' },
    strange: 'serial-elsewhere',
    behind: ['removal-open'],
    request: ({ serial }) => ({
      path: '/api/v1/stock/removals',
      body: { serial, to: 'SPOILED', reason: 'bent' },
    }),
  },
  'post /api/v1/stock/removals/:removalId/confirmation': {
    who: { clerk: 'O', producer: 'O', supervisor: 'O' },
    strange: 'removal-unknown',
    behind: ['removal-confirmed'],
    request: ({ removalId }) => ({ path: `/api/v1/stock/removals/${removalId}/confirmation` }),
  },
  'get /api/v1/stock/removals': {
    who: { clerk: 'S', producer: 'S', supervisor: 'S' },
    request: () => ({ path: '/api/v1/stock/removals' }),
  },
  'post /api/v1/production-batches': {
    who: { reviewer: 'S', supervisor: 'S' },
    stepUp: 'decide',
    behind: ['case-unknown'],
    request: ({ none }) => ({ path: '/api/v1/production-batches', body: { applicationIds: [none] } }),
  },
  'post /api/v1/production-batches/:batchId/approval': {
    who: { reviewer: 'O', supervisor: 'O' },
    stepUp: 'decide',
    strange: 'batch-unknown',
    behind: ['batch-approved'],
    request: ({ batchId }) => ({ path: `/api/v1/production-batches/${batchId}/approval` }),
  },
  'post /api/v1/production-batches/:batchId/cards': {
    who: { producer: 'O' },
    stepUp: 'sign',
    strange: 'batch-unknown',
    behind: ['batch-not-approved'],
    request: ({ batchId }) => ({ path: `/api/v1/production-batches/${batchId}/cards` }),
  },
  'post /api/v1/production-batches/:batchId/run': {
    who: { producer: 'O' },
    stepUp: 'sign',
    strange: 'batch-unknown',
    // Approved by the row above, with no case left in it; or not yet, where this row is asked by itself.
    behind: ['nothing-to-make', 'batch-not-approved'],
    request: ({ batchId }) => ({
      path: `/api/v1/production-batches/${batchId}/run`,
      body: { readers: [{ agent: 'COUNTER-1', reader: 'reader 1' }] },
    }),
  },
  'post /api/v1/production-batches/:batchId/run/stop': {
    who: { producer: 'O' },
    stepUp: 'sign',
    strange: 'batch-unknown',
    behind: ['run-not-under-way'],
    request: ({ batchId }) => ({ path: `/api/v1/production-batches/${batchId}/run/stop` }),
  },
  'get /api/v1/production-batches/:batchId': {
    who: { clerk: 'O', producer: 'O', reviewer: 'O', supervisor: 'O' },
    strange: 'batch-unknown',
    request: ({ batchId }) => ({ path: `/api/v1/production-batches/${batchId}` }),
  },
  'get /api/v1/production-batches': {
    who: { clerk: 'S', producer: 'S', reviewer: 'S', supervisor: 'S' },
    request: () => ({ path: '/api/v1/production-batches' }),
  },
  'post /api/v1/imports/trials': {
    who: { supervisor: 'S' },
    request: ({ registerFile }) => ({
      path: '/api/v1/imports/trials',
      upload: { bytes: registerFile, type: 'text/csv' },
    }),
  },
  'post /api/v1/imports': {
    who: { supervisor: 'S' },
    behind: ['file-known'],
    request: ({ registerFile }) => ({
      path: '/api/v1/imports',
      upload: { bytes: registerFile, type: 'text/csv' },
    }),
  },
  'get /api/v1/imports': { who: { supervisor: 'S' }, request: () => ({ path: '/api/v1/imports' }) },
  'get /api/v1/imports/:runId': {
    who: { supervisor: 'O' },
    strange: 'run-unknown',
    request: ({ runId }) => ({ path: `/api/v1/imports/${runId}` }),
  },
  'post /api/v1/imports/:runId/resumption': {
    who: { supervisor: 'O' },
    strange: 'run-unknown',
    request: ({ runId }) => ({ path: `/api/v1/imports/${runId}/resumption` }),
  },
  'get /api/v1/imports/:runId/outcome': {
    who: { supervisor: 'O' },
    strange: 'run-unknown',
    request: ({ runId }) => ({ path: `/api/v1/imports/${runId}/outcome` }),
  },
};
