import type { Purpose, Titles } from '@residence-permit/shared/purposes';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { AccessLogEntry } from '../session/index.ts';

/** A terminal as its holder reference names it: two letters, a mnemonic, five characters of sequence. TR-03110-3 §C.1.4 */
export type LoggedTerminal = {
  readonly reference: string;
  readonly country: string;
  readonly mnemonic: string;
  readonly sequence: string;
  /** Whether the trust bundle lists it as revoked by now; absent without trust. */
  readonly revoked?: boolean;
};

/** One line of the access log. */
export type LoggedAccess = {
  readonly on: AccessLogEntry['on'];
  /** Absent: somebody who had the card and its printed number, without a terminal certificate. */
  readonly terminal?: LoggedTerminal;
  /** Data groups that the terminal was allowed to read in that session. The chip keeps rights, not what was taken. */
  readonly readable: readonly number[];
  /** Data groups that it was allowed to write. */
  readonly writable: readonly number[];
  /** Titles of the purposes whose fields are exactly those rights; a hint, since the log does not name the purpose. */
  readonly likePurposes: readonly Titles[];
};

/** The access log, newest first, each terminal decoded and compared with the trust bundle where there is one. */
export function describeAccessLog(log: readonly AccessLogEntry[], trust: Trust | undefined): readonly LoggedAccess[] {
  return log.toReversed().map(({ on, terminal: reference, readable, writable }) => ({
    on,
    ...(reference === '' ? {} : { terminal: terminalOf(reference, trust) }),
    readable,
    writable,
    likePurposes:
      reference === '' || writable.length > 0 || trust === undefined ? [] : purposesLike(trust.purposes, readable),
  }));
}

function terminalOf(reference: string, trust: Trust | undefined): LoggedTerminal {
  return {
    reference,
    country: reference.slice(0, 2),
    mnemonic: reference.slice(2, -5),
    sequence: reference.slice(-5),
    ...(trust === undefined ? {} : { revoked: trust.isTerminalRevoked(reference) }),
  };
}

function purposesLike(purposes: readonly Purpose[], readable: readonly number[]): readonly Titles[] {
  const rights = withoutRecord(readable).join();
  return purposes.filter(({ fields }) => withoutRecord(fields).join() === rights).map(({ titles }) => titles);
}

/** Without DG1 and DG12, which every session reads. */
function withoutRecord(groups: readonly number[]): readonly number[] {
  return groups.filter((group) => group !== 1 && group !== 12).toSorted((a, b) => a - b);
}
