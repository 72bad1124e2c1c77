import { decodeUtf8, readUint } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import { TRANSACTION_ID_BYTES } from '@residence-permit/shared/receipt';
import { decodeTlvSequence } from '@residence-permit/shared/tlv';

/** What COUNT asks: one grant of one grantor's slot, how many uses, and the terminal's own name for this use. */
export type CountData = {
  readonly dataGroup: number;
  readonly grantor: string;
  readonly grantId: Uint8Array;
  /** 1 to 65535. */
  readonly amount: number;
  readonly transactionId: Uint8Array;
};

/** 80 data group (1), 81 grantor, 82 grant (8), 83 amount (2), 84 transaction id (16), in this order. */
const TAGS: readonly number[] = [0x80, 0x81, 0x82, 0x83, 0x84];

/** @throws DecodeError TLV_*, RECORD_MALFORMED */
export function decodeCountData(bytes: Uint8Array): CountData {
  const objects = decodeTlvSequence(bytes);
  if (objects.length !== TAGS.length || objects.some(({ tag }, at) => tag !== TAGS[at]))
    throw malformed('data objects');
  const [dataGroup, grantor, grantId, amount, transactionId] = objects.map(({ value }) => value.slice());
  if (dataGroup?.length !== 1 || grantId?.length !== 8 || amount?.length !== 2) throw malformed('lengths');
  if (grantor === undefined || grantor.some((byte) => byte >= 0x80)) throw malformed('grantor');
  if (transactionId?.length !== TRANSACTION_ID_BYTES || readUint(amount) === 0)
    throw malformed('transaction or amount');
  return {
    dataGroup: readUint(dataGroup),
    grantor: decodeUtf8(grantor),
    grantId,
    amount: readUint(amount),
    transactionId,
  };
}

function malformed(detail: string): DecodeError {
  return new DecodeError('RECORD_MALFORMED', 0, `COUNT: ${detail}`);
}
