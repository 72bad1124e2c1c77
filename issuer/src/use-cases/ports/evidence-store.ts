import type { PlainDate } from '@residence-permit/shared/plain-date';

/** The type under which a portrait in the chip's size lies among the evidence. */
export const CHIP_PORTRAIT = 'CHIP_PORTRAIT';

/** A paper of a case; its content is sealed elsewhere under `address`. */
export type Evidence = {
  readonly id: string;
  readonly personId: string;
  /** Under whose key the content is sealed: the person as whom it was handed in. */
  readonly keyId: string;
  readonly applicationId?: string;
  /** A paper type of the policy, such as `lease` or `portrait`. */
  readonly type: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly address: Uint8Array;
  readonly source: 'UPLOADED' | 'FETCHED' | 'ATTESTED' | 'DERIVED';
  readonly addedBy: string;
  readonly addedAt: number;
  readonly retainUntil: PlainDate;
};

export type EvidenceStore = {
  /** Sealed under the key of its person. */
  insert(evidence: Omit<Evidence, 'keyId'>): Promise<void>;
  find(id: string): Promise<Evidence | undefined>;
  ofApplication(applicationId: string): Promise<readonly Evidence[]>;
  /** The day until which the papers of a case are kept that are of these types. */
  retain(applicationId: string, kept: { readonly types: readonly string[]; readonly until: PlainDate }): Promise<void>;
};

/** Keeps and gives back sealed files. @throws PermitError EVIDENCE_MISSING, EVIDENCE_DAMAGED, PERSON_ERASED */
export type EvidenceFiles = {
  put(personId: string, content: Uint8Array): Promise<{ readonly address: Uint8Array }>;
  get(keyId: string, address: Uint8Array): Promise<Uint8Array>;
};
