/** Who acts, from which office, in answer to which request. */
export type Actor = {
  /** UUID of the account; absent for the service's own jobs. */
  readonly accountId: string | undefined;
  readonly officeId: string;
  readonly requestId?: string;
};

/** A person of the office: whatever decides, enters or signs for something is one. */
export type Officer = Actor & { readonly accountId: string };
