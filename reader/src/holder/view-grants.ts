import { equalBytes, toHex } from '@residence-permit/shared/bytes';
import { DEFAULT_KINDS, findKind } from '@residence-permit/shared/entitlements';
import { type Code, DecodeError } from '@residence-permit/shared/errors';
import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import { fromEpochDays, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import type { Titles } from '@residence-permit/shared/purposes';
import { type UseReceipt, verifyUseReceipt } from '@residence-permit/shared/receipt';
import { decodeSignedEntitlementRecord, decodeSlots, encodeSlots, type Grant } from '@residence-permit/shared/records';
import type { ChipFiles } from '../session/index.ts';
import { type Answer, no, unknown } from '../verify/answer.ts';
import { checkEntitled } from '../verify/checks/check-entitled.ts';
import type { Circumstances } from '../verify/circumstances.ts';

/** One counted use that the chip still remembers. */
export type ViewedUse = {
  readonly on: PlainDate;
  readonly terminal: string;
  readonly used: number;
  /** Whether the chip of this record signed the receipt: only told when the record is authentic. */
  readonly signed: Answer;
};

/** One grant of a slot. */
export type ViewedGrant = {
  readonly id: string;
  readonly kind: string;
  readonly titles: Titles;
  readonly from: PlainDate;
  readonly through: PlainDate;
  readonly limit?: number;
  readonly period?: number;
  /** In the current period; absent where uses are not counted. By the chip's own counter. */
  readonly usesLeft?: number;
  /** Signed by who may grant it, for this permit, and good today. */
  readonly entitled: Answer;
  /** The uses that the chip remembers, newest first. */
  readonly uses: readonly ViewedUse[];
};

export type ViewedSlot = {
  readonly dataGroup: number;
  readonly grantor: string;
  readonly version: number;
  readonly grants: readonly ViewedGrant[];
  /** Why nothing in this slot can be shown. */
  readonly damaged?: Code;
};

export type ViewGrants = {
  readonly dataGroup: number;
  readonly fileBytes: Uint8Array;
  readonly chipFiles: ChipFiles;
  /** The record of the card: believed where `authentic` is yes. */
  readonly mso: MobileSecurityObject;
  readonly authentic: Answer;
  readonly circumstances: Circumstances | undefined;
  readonly today: PlainDate;
};

/** The slots of one group of entitlements, in the order of the card. @throws DecodeError where the file has no slots at all */
export function viewSlots(input: ViewGrants): readonly ViewedSlot[] {
  return decodeSlots(input.fileBytes).map((envelope) => {
    const { grantor, version } = envelope;
    const shown = { dataGroup: input.dataGroup, grantor, version };
    try {
      const { record } = decodeSignedEntitlementRecord(envelope.signedBytes);
      const slotBytes = encodeSlots([envelope]);
      return { ...shown, grants: record.grants.map((grant) => viewGrant(grant, slotBytes, input)) };
    } catch (cause) {
      if (!(cause instanceof DecodeError)) throw cause;
      return { ...shown, grants: [], damaged: cause.code };
    }
  });
}

function viewGrant(grant: Grant, slotBytes: Uint8Array, input: ViewGrants): ViewedGrant {
  const { chipFiles, circumstances } = input;
  const kinds = circumstances?.trust.kinds ?? DEFAULT_KINDS;
  const { id, kind, from, through, limit, period } = grant;
  return {
    id: toHex(id),
    kind,
    titles: findKind(kinds, kind)?.titles ?? { zh: kind, en: kind },
    from,
    through,
    ...(limit === undefined ? {} : { limit, usesLeft: usesLeft(grant, limit, input) }),
    ...(period === undefined ? {} : { period }),
    entitled: entitledTo(kind, slotBytes, input),
    uses: chipFiles.receipts
      .filter((receipt) => equalBytes(receipt.grantId, id))
      .toReversed()
      .map((receipt) => viewUse(receipt, input)),
  };
}

/** What is left in the period of today; a later period that was counted already stands. */
function usesLeft({ id, from, period }: Grant, limit: number, { chipFiles, today }: ViewGrants): number {
  const days = toEpochDays(today) - toEpochDays(from);
  const current = period === undefined ? 0 : Math.max(0, Math.floor(days / period));
  const counted = chipFiles.uses.find(({ grantId }) => equalBytes(grantId, id));
  return counted === undefined || counted.period < current ? limit : Math.max(0, limit - counted.used);
}

function entitledTo(kindId: string, slotBytes: Uint8Array, input: ViewGrants): Answer {
  const { authentic, circumstances, mso } = input;
  if (circumstances === undefined) return unknown('TRUST_ABSENT');
  if (authentic.answer !== 'yes') return unknown('RECORD_NOT_AUTHENTIC');
  const kind = circumstances.trust.findKind(kindId);
  if (kind === undefined) return unknown('GRANTOR_NOT_ALLOWED');
  return checkEntitled({ fileBytes: slotBytes, kind, permitRef: mso.permitRef, circumstances }).answer;
}

function viewUse(receipt: UseReceipt, { authentic, mso }: ViewGrants): ViewedUse {
  const { day, terminal, used } = receipt;
  const bySignature = (): Answer =>
    verifyUseReceipt(receipt, mso.receiptKey) ? { answer: 'yes' } : no('SIGNATURE_BAD');
  const signed = authentic.answer === 'yes' ? bySignature() : unknown('RECORD_NOT_AUTHENTIC');
  return { on: fromEpochDays(day), terminal, used, signed };
}
