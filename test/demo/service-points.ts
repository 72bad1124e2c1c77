/** The five terminals of the demonstration and what each taps for. A certified one may read what its purpose names. */
export const SERVICE_POINTS = [
  { id: 'clinic', title: 'Clinic', purpose: 'clinic', certified: true },
  { id: 'employer', title: 'Employer with a certificate', purpose: 'employer-hiring', certified: true },
  { id: 'employer-uncertified', title: 'Employer without one', purpose: 'employer-hiring', certified: false },
  { id: 'housing-office', title: 'Housing office', purpose: 'housing-office', certified: true },
  { id: 'library-gate', title: 'Library gate', purpose: 'library-gate', certified: true },
] as const;

export type ServicePoint = (typeof SERVICE_POINTS)[number];
export type ServicePointId = ServicePoint['id'];
