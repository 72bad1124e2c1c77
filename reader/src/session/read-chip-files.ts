import { EF_ACCESS_LOG, EF_COUNTERS, EF_STATE } from '@residence-permit/shared/apdu';
import {
  type CborLimits,
  type CborMap,
  type CborValue,
  decodeCbor,
  type Expectation,
  expectArray,
  expectBytes,
  expectMap,
  expectText,
  expectUint,
  readMap,
} from '@residence-permit/shared/cbor';
import { DecodeError } from '@residence-permit/shared/errors';
import { fromEpochDays, type PlainDate } from '@residence-permit/shared/plain-date';
import { decodeUseReceipt, type UseReceipt } from '@residence-permit/shared/receipt';
import { decodeTemplate } from '@residence-permit/shared/terminal-auth';
import { type ReadingSession, readFile } from './read-file.ts';

/** How often a grant was used in its latest period, an index from 0. `grantId` 8 bytes. */
export type UseCount = { readonly grantId: Uint8Array; readonly period: number; readonly used: number };

/**
 * One line of the access log. `terminal` is empty for a reading by card access number alone; `readable` and `writable` are
 * the data groups that it was allowed to.
 */
export type AccessLogEntry = {
  readonly terminal: string;
  readonly on: PlainDate;
  readonly readable: readonly number[];
  readonly writable: readonly number[];
};

/** The version of the record that a grantor, or for DG17 the issuer, has on the card. */
export type StoredVersion = { readonly dataGroup: number; readonly grantor: string; readonly version: number };

/** What the chip itself keeps. No signature covers it but that of each receipt, which is not checked here. */
export type ChipFiles = {
  readonly uses: readonly UseCount[];
  /** The last 16, oldest first. */
  readonly receipts: readonly UseReceipt[];
  /** The last 64, oldest first. */
  readonly accessLog: readonly AccessLogEntry[];
  readonly chipDate: PlainDate;
  /** `personalised`, `active` or `terminated`: the chip's own word. Card profile 1 §5. */
  readonly lifeCycle: string;
  readonly versions: readonly StoredVersion[];
};

/** Far above a full ring of 64 entries and 16 receipts. */
const CHIP_FILE_LIMITS: CborLimits = { maxBytes: 16_384, maxDepth: 4, tags: [] };
const TEMPLATE_BYTES = 5;
const GRANT_ID_BYTES = 8;

/**
 * Reads counters, access log and state (17h to 19h) in a session that the PIN opened. Card profile 1 §2.
 * @throws CardError CARD_STATUS with `sw` 6982 in any other session
 * @throws DecodeError RECORD_MALFORMED, RECEIPT_MALFORMED, CBOR_*, TLV_*
 */
export async function readChipFiles(session: ReadingSession): Promise<ChipFiles> {
  const counters = decodeCbor(await readFile(session, EF_COUNTERS.sfi), CHIP_FILE_LIMITS);
  const accessLog = decodeCbor(await readFile(session, EF_ACCESS_LOG.sfi), CHIP_FILE_LIMITS);
  const state = decodeCbor(await readFile(session, EF_STATE.sfi), CHIP_FILE_LIMITS);
  return { ...readCounters(counters), accessLog: readAccessLog(accessLog), ...readState(state) };
}

function readCounters(value: CborValue): Pick<ChipFiles, 'uses' | 'receipts'> {
  const [uses, receipts] = expectRow(value, member('counters'), 2);
  return {
    uses: expectArray(uses, member('uses')).map((use) => {
      const [grantId, period, used] = expectRow(use, member('use'), 3);
      return {
        grantId: expectBytes(grantId, member('grant'), GRANT_ID_BYTES),
        period: expectUint(period, member('period')),
        used: expectUint(used, member('used')),
      };
    }),
    receipts: expectArray(receipts, member('receipts')).map((receipt) =>
      decodeUseReceipt(expectBytes(receipt, member('receipt'))),
    ),
  };
}

function readAccessLog(value: CborValue): readonly AccessLogEntry[] {
  return expectArray(value, member('access log')).map((entry) => {
    const [terminal, day, template] = expectRow(entry, member('entry'), 3);
    const { read, write } = decodeTemplate(expectBytes(template, member('template'), TEMPLATE_BYTES));
    return {
      terminal: expectText(terminal, member('terminal')),
      on: fromEpochDays(expectUint(day, member('day'))),
      readable: read,
      writable: write,
    };
  });
}

/** `{1: chip date, 2: life cycle, 3: {data group: [[grantor, version] …]}}` */
function readState(value: CborValue): Pick<ChipFiles, 'chipDate' | 'lifeCycle' | 'versions'> {
  const state = readMap(value, 'RECORD_MALFORMED');
  const read = {
    chipDate: fromEpochDays(state.uint(1)),
    lifeCycle: state.text(2),
    versions: readVersions(expectMap(state.value(3), member('versions'))),
  };
  state.done();
  return read;
}

function readVersions(groups: CborMap): readonly StoredVersion[] {
  return [...groups].flatMap(([group, slots]) =>
    expectArray(slots, member('slots')).map((slot) => {
      const [grantor, version] = expectRow(slot, member('slot'), 2);
      return {
        dataGroup: expectUint(group, member('data group')),
        grantor: expectText(grantor, member('grantor')),
        version: expectUint(version, member('version')),
      };
    }),
  );
}

const member = (what: string): Expectation => ({ code: 'RECORD_MALFORMED', what });

/** An array of exactly that many members. */
function expectRow(value: CborValue | undefined, expectation: Expectation, length: number): readonly CborValue[] {
  const row = expectArray(value, expectation);
  if (row.length !== length) throw new DecodeError(expectation.code, 0, `${expectation.what}: want ${length} members`);
  return row;
}
