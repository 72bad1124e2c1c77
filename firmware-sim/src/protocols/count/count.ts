import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CHIP_ID_BYTES, encodeUseReceipt, encodeUseReceiptBody } from '@residence-permit/shared/receipt';
import { type CountedGrant, periodIndex } from '@residence-permit/shared/records';
import { accessOf, mayCount } from '../../access-rules/index.ts';
import type { Chip } from '../../card/chip.ts';
import { shaBlocks } from '../../card/cost-meter.ts';
import { refuse } from '../../card/refusal.ts';
import type { AuthenticatedTerminal } from '../../card/session.ts';
import { SW } from '../../card/status.ts';
import type { Nonvolatile, UseCount } from '../../nonvolatile/index.ts';
import { type CountData, decodeCountData } from './count-data.ts';

/** Card profile 1 §2: the counters file keeps this many receipts. */
const KEPT_RECEIPTS = 16;

/** Most grants whose uses are kept: 4 groups of 4 slots of 16. */
const MAX_USE_COUNTS = 256;

/**
 * COUNT (80 C2 00 00): counts a use of a grant and answers a receipt signed by `receiptKey`. The receipt is made before
 * the one commit that holds the count, the sequence number and the receipt; a transaction id seen before answers the
 * receipt made then, so a torn tap is simply repeated. Card profile 1 §3.
 */
export function count(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  const data = decodeCountData(command.data);
  if (!mayCount(accessOf(chip), data.dataGroup)) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const terminal = chip.session.terminal ?? refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  if (chip.memory.read('lifeCycle') !== 'active') refuse(SW.CONDITIONS_NOT_SATISFIED);
  const repeated = receiptOf(chip.memory, data);
  return { data: repeated ?? countOnce(chip, data, terminal), sw: SW.OK };
}

/** @throws Refusal 6A80 where the transaction id was used for something else */
function receiptOf(memory: Nonvolatile, data: CountData): Uint8Array | undefined {
  const kept = memory.read('receipts').find((each) => equalBytes(each.transactionId, data.transactionId));
  if (kept === undefined) return undefined;
  const isSame = equalBytes(kept.grantId, data.grantId) && kept.amount === data.amount;
  return isSame ? kept.receipt : refuse(SW.WRONG_DATA);
}

function countOnce(chip: Chip, data: CountData, terminal: AuthenticatedTerminal): Uint8Array {
  const { memory } = chip;
  const grant = grantOf(memory, data);
  const day = Math.max(memory.read('chipDate'), memory.read('countDate'), terminal.committedDay ?? 0);
  if (day < grant.fromDay) refuse(SW.REFERENCE_DATA_NOT_USABLE);
  const next = nextUse(memory, grant, { day, amount: data.amount });
  const sequence = memory.read('receiptSequence') + 1;
  const receipt = signedReceipt(chip, { data, next, sequence, terminal, day });
  const { transactionId, grantId, amount } = data;
  memory.commit({
    countDate: day,
    uses: [...memory.read('uses').filter((use) => !equalBytes(use.grantId, grantId)), next],
    receiptSequence: sequence,
    receipts: [...memory.read('receipts'), { transactionId, grantId, amount, receipt }].slice(-KEPT_RECEIPTS),
  });
  return receipt;
}

function grantOf(memory: Nonvolatile, data: CountData): CountedGrant {
  const slot = (memory.read('slots').get(data.dataGroup) ?? []).find((each) => each.grantor === data.grantor);
  const grant = slot?.counted.find((each) => equalBytes(each.id, data.grantId));
  return grant ?? refuse(SW.REFERENCE_NOT_FOUND);
}

/** Neither the period nor the uses in it go back, whatever a rewritten record says. @throws Refusal 6985 past the limit */
function nextUse(
  memory: Nonvolatile,
  grant: CountedGrant,
  use: { readonly day: number; readonly amount: number },
): UseCount {
  const uses = memory.read('uses');
  const before = uses.find((each) => equalBytes(each.grantId, grant.id));
  if (before === undefined && uses.length >= MAX_USE_COUNTS) refuse(SW.NOT_ENOUGH_SPACE);
  const period = Math.max(periodIndex(grant, use.day), before?.period ?? 0);
  const used = (before?.period === period ? before.used : 0) + use.amount;
  if (used > grant.limit) refuse(SW.CONDITIONS_NOT_SATISFIED);
  return { grantId: grant.id, period, used };
}

function signedReceipt(
  chip: Chip,
  use: {
    readonly data: CountData;
    readonly next: UseCount;
    readonly sequence: number;
    readonly terminal: AuthenticatedTerminal;
    readonly day: number;
  },
): Uint8Array {
  const deviceKey = chip.memory.read('deviceKey') ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  const receiptKey = chip.memory.read('receiptKey') ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  const body = encodeUseReceiptBody({
    chipId: sha256(deviceKey.publicPoint).subarray(0, CHIP_ID_BYTES),
    grantId: use.data.grantId,
    period: use.next.period,
    used: use.next.used,
    sequence: use.sequence,
    transactionId: use.data.transactionId,
    terminal: use.terminal.reference,
    day: use.day,
  });
  chip.meter.operation('sha-block', shaBlocks(deviceKey.publicPoint.length) + shaBlocks(body.length));
  chip.meter.operation('ecdsa-setup');
  chip.meter.operation('ecdsa-sign');
  return encodeUseReceipt(body, p256.sign(body, receiptKey.secret, { lowS: false }));
}
