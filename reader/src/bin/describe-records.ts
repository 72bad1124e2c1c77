import { DEFAULT_KINDS, findKind } from '@residence-permit/shared/entitlements';
import {
  decodeEndorsementFile,
  decodeSignedEndorsement,
  decodeSignedEntitlementRecord,
  decodeSlots,
  type Endorsement,
  type Grant,
} from '@residence-permit/shared/records';
import { toHex } from '@residence-permit/shared/bytes';
import type { DescribedField } from './describe-fields.ts';
import type { Language } from './language.ts';

/** What the changing data groups say, signatures unchecked. */
export type CardRecords = {
  /** `none`: DG17 was read and is empty. */
  readonly endorsement: Endorsement | 'none' | undefined;
  readonly grants: readonly { readonly dataGroup: number; readonly grantor: string; readonly grant: Grant }[];
};

export const NO_RECORDS: CardRecords = { endorsement: undefined, grants: [] };

const ENDORSEMENT_GROUP = 17;

/** The records with those of one more data group. @throws DecodeError */
export function addRecords(records: CardRecords, dataGroup: number, fileBytes: Uint8Array): CardRecords {
  if (dataGroup === ENDORSEMENT_GROUP) return { ...records, endorsement: endorsementOf(fileBytes) };
  const grants = decodeSlots(fileBytes).flatMap(({ grantor, signedBytes }) =>
    decodeSignedEntitlementRecord(signedBytes).record.grants.map((grant) => ({ dataGroup, grantor, grant })),
  );
  return { ...records, grants: [...records.grants, ...grants] };
}

function endorsementOf(fileBytes: Uint8Array): CardRecords['endorsement'] {
  const envelope = decodeEndorsementFile(fileBytes);
  return envelope === undefined ? 'none' : decodeSignedEndorsement(envelope.signedBytes).endorsement;
}

export function describeRecords({ endorsement, grants }: CardRecords, language: Language): readonly DescribedField[] {
  const described: DescribedField[] = [];
  const zh = language === 'zh';
  if (endorsement !== undefined) {
    const none = zh ? '无：该卡尚未激活' : 'none: the card was never activated';
    described.push({ label: zh ? '签注' : 'Endorsed', value: endorsement === 'none' ? none : spanOf(endorsement) });
  }
  for (const { grantor, grant } of grants) {
    const title = findKind(DEFAULT_KINDS, grant.kind)?.titles[language] ?? grant.kind;
    described.push({
      label: zh ? '待遇' : 'Grant',
      value: `${title} (${grantor}), ${grant.from} – ${grant.through}${describeLimit(grant, language)}`,
    });
  }
  return described;
}

function spanOf({ windowFrom, endorsedThrough }: Endorsement): string {
  return `${windowFrom} – ${endorsedThrough}`;
}

function describeLimit({ limit, period }: Grant, language: Language): string {
  if (limit === undefined) return '';
  if (language === 'zh') return period === undefined ? `，共 ${limit} 次` : `，每 ${period} 天 ${limit} 次`;
  return period === undefined ? `, ${limit} uses in all` : `, ${limit} uses every ${period} days`;
}

/** The records as `--json` prints them: bytes in hexadecimal. */
export function recordsAsJson({ endorsement, grants }: CardRecords): object {
  return {
    ...(endorsement === undefined
      ? {}
      : { endorsement: endorsement === 'none' ? null : endorsementAsJson(endorsement) }),
    grants: grants.map(({ dataGroup, grantor, grant: { id, ...grant } }) => ({
      dataGroup,
      grantor,
      id: toHex(id),
      ...grant,
    })),
  };
}

function endorsementAsJson({ version, windowFrom, endorsedThrough }: Endorsement): object {
  return { version, windowFrom, endorsedThrough };
}
