import { DecodeError } from '@residence-permit/shared/errors';
import { equalBytes } from '@residence-permit/shared/bytes';
import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import {
  decodeDataGroup,
  matchesDigests,
  PERMIT_ELEMENTS,
  type ReleasedFields,
} from '@residence-permit/shared/records';
import { no, type NotYes } from '../answer.ts';
import type { CardReading, GroupDigest } from '../card-reading.ts';
import { attempt } from './attempt.ts';

/** Data groups whose content has a digest in the signed record; the others carry signatures of their own. */
export const SIGNED_GROUPS: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];

/**
 * The fields in what the card released, every byte held against its digest as it was received. One that does not match
 * makes the whole tap a no, and nothing is given out: who changed one field could have changed the rest of the card.
 */
export function checkReleased(input: {
  /** The groups that the purpose names; any other that was read is left alone. */
  readonly groups: readonly number[];
  readonly reading: Pick<CardReading, 'files' | 'redacted'>;
  /** Of the authentic record. */
  readonly digests: MobileSecurityObject['digests'];
}): ReleasedFields | NotYes {
  const { digests } = input;
  const { files, redacted } = input.reading;
  let fields: ReleasedFields = {};
  for (const dataGroup of input.groups.filter((group) => SIGNED_GROUPS.includes(group))) {
    const fileBytes = files.get(dataGroup);
    if (fileBytes === undefined) {
      const refusal = checkRedacted(dataGroup, redacted?.get(dataGroup), digests);
      if (refusal !== undefined) return refusal;
      continue;
    }
    const matches = attempt(() => matchesDigests({ dataGroup, fileBytes, digests }));
    if (matches !== true) return no('DIGEST_MISMATCH');
    const released = attempt(() => decodeDataGroup(dataGroup, fileBytes));
    if (released instanceof DecodeError) return no(released.code);
    fields = { ...fields, ...released };
  }
  return fields;
}

/** The same for a group of kept evidence: the digests of its items are there, its values are not. */
function checkRedacted(
  dataGroup: number,
  group: GroupDigest | undefined,
  digests: MobileSecurityObject['digests'],
): NotYes | undefined {
  if (group === undefined) return undefined;
  const elements = PERMIT_ELEMENTS.filter((element) => element.dataGroup === dataGroup);
  const matches =
    group.items.length === elements.length &&
    elements.every(({ digestId }, index) => {
      const [signed, received] = [digests.get(digestId), group.items[index]];
      return signed !== undefined && received !== undefined && equalBytes(signed, received);
    });
  if (!matches) return no('DIGEST_MISMATCH');
  return group.code === undefined ? undefined : no(group.code);
}
