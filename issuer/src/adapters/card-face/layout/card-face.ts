import type { PermitRecord } from '@residence-permit/shared/records';
import type { OfficeAddress } from '../../documents/index.ts';

/**
 * What is printed on a card. Neither service class nor grounds, grants or an end of validity: the law does not put them on the
 * face (Decree 663 art. 4), and the chip shows each of them only to a terminal that may know.
 */
export type CardFace = {
  readonly record: Pick<
    PermitRecord,
    | 'name'
    | 'sex'
    | 'birthDate'
    | 'ethnicGroup'
    | 'citizenId'
    | 'hukouAddress'
    | 'residenceAddress'
    | 'portrait'
    | 'issue'
  >;
  /** Six digits. */
  readonly can: string;
  /** Where a lost card is reported and a found one handed in; what is empty is not printed. */
  readonly office: OfficeAddress;
};
