import type { StepUpClass } from './action-rules.ts';
import type { Role } from './roles.ts';

/** Whom something belongs to, or whom a role is held for. Departments have the grantor's number as text. */
export type Owner = {
  readonly kind: 'person' | 'organisation' | 'department' | 'account';
  readonly id: string;
};

/** One role, held for an office, or for an owner (holder, reporter, service point, department), or for neither. */
export type Assignment = {
  readonly role: Role;
  readonly officeId: string | undefined;
  /** Area code, 6 digits. */
  readonly jurisdiction: string | undefined;
  readonly owner: Owner | undefined;
};

/** Who asks: an account that has just been authenticated. */
export type Subject = {
  readonly accountId: string;
  /** The person that this account's own user is, where the register knows them: nobody handles their own case. */
  readonly personId: string | undefined;
  readonly assignments: readonly Assignment[];
  /** Proofs of presence that are still fresh. */
  readonly stepUps: readonly StepUpClass[];
};
