/**
 * Everybody who can have an account. The closed list: a role outside it reaches nothing.
 * `administrator` makes accounts and sees no person; `sealed-record-keeper` is the extra right for sealed records and
 * opens nothing by itself.
 */
export const ROLES = [
  'clerk',
  'reviewer',
  'producer',
  'supervisor',
  'sealed-record-keeper',
  'auditor',
  'administrator',
  'department-officer',
  'reporter',
  'service-point-operator',
  'integrator',
  'holder',
] as const;

export type Role = (typeof ROLES)[number];

/** Who a reporter files for. None of them decides anything or looks anybody up (Decree 663, art. 8). */
export const REPORTER_KINDS = ['employer', 'landlord', 'property-firm', 'agent', 'school'] as const;

export type ReporterKind = (typeof REPORTER_KINDS)[number];

/** Whether a text from outside names a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
