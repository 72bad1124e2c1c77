import { type CardSession, count, expectSuccess } from '@residence-permit/shared/apdu';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { decodeUseReceipt, type UseReceipt } from '@residence-permit/shared/receipt';
import { encodeTlv } from '@residence-permit/shared/tlv';

export type CountUse = {
  readonly dataGroup: number;
  readonly grantor: string;
  /** 8 bytes. */
  readonly grantId: Uint8Array;
  /** 1 to 65535. */
  readonly amount: number;
  /** 16 random bytes. Repeat a torn tap with the same: the card answers the same receipt and counts once. */
  readonly transactionId: Uint8Array;
};

const SW_LIMIT_REACHED = 0x6985;

/**
 * Counts uses of a grant and returns the chip's receipt, whose signature is for the caller to verify.
 * @throws CardError GRANT_USED_UP when these uses would go past the limit, of which none is then counted
 * @throws CardError CARD_STATUS: 6982 no right to count, 6A88 no such grant
 * @throws DecodeError RECEIPT_MALFORMED
 */
export async function countUse(session: CardSession, use: CountUse): Promise<UseReceipt> {
  const response = await session.transmit(count(encodeCountData(use)));
  if (response.sw === SW_LIMIT_REACHED) throw new CardError('GRANT_USED_UP', { sw: response.sw });
  return decodeUseReceipt(expectSuccess(response, 'COUNT'));
}

/** Card profile 1 §3: 80 data group, 81 grantor, 82 grant, 83 amount (2 bytes), 84 transaction id. */
function encodeCountData({ dataGroup, grantor, grantId, amount, transactionId }: CountUse): Uint8Array {
  if (!Number.isInteger(amount) || amount < 1 || amount > 0xffff)
    throw new RangeError(`amount: want 1 to 65535, got ${amount}`);
  return concatBytes(
    encodeTlv(0x80, Uint8Array.of(dataGroup)),
    encodeTlv(0x81, encodeUtf8(grantor)),
    encodeTlv(0x82, grantId),
    encodeTlv(0x83, Uint8Array.of(amount >> 8, amount & 0xff)),
    encodeTlv(0x84, transactionId),
  );
}
