/** The office of most tests and another one of the same district. */
export const OFFICE_ID = 'sample-east';
export const OTHER_OFFICE_ID = 'sample-west';

/** Their names, as they are printed. */
export const SAMPLE_OFFICES = [
  { id: OFFICE_ID, name: '示例市公安局东区分局' },
  { id: OTHER_OFFICE_ID, name: '示例市公安局西区分局' },
] as const;
