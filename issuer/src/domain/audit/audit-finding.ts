/** What can be wrong with a chain. The first list breaks it; the second says that its times cannot be trusted, its order can. */
export const AUDIT_FAULTS = {
  changed: 'the event or its link is not what was hashed',
  'event-missing': 'the event of this link is gone',
  'link-missing': 'links are missing before this one',
  'link-repeated': 'the same place is taken twice',
  'chain-broken': 'the link does not name the one before it as its predecessor',
  'out-of-order': 'the event has a lower number than the one before it in the chain',
  'wrong-office': 'the event is of another office than its chain',
  'event-unlinked': 'the event is in no chain, although it is old enough or stands before one that is',
  rewritten: 'the chain has another hash than was signed; it was changed and hashed anew at or before this place',
  'tail-removed': 'the chain ends before a place that was signed',
  'signature-bad': 'the checkpoint was not signed by the checkpoint key',
  'clock-back': 'a clock shows less than at the event before',
  'clocks-apart': 'one of the two clocks was set between this event and the one before',
} as const satisfies Readonly<Record<string, string>>;

/** A fault by its name. */
export type AuditFault = keyof typeof AUDIT_FAULTS;

/** One thing that is wrong, and where. */
export type AuditFinding = {
  readonly fault: AuditFault;
  readonly officeId: string;
  /** Place in the chain; absent for an event that has none. */
  readonly seq?: bigint;
  readonly eventId?: bigint;
  /** What was seen there, in words without personal data. */
  readonly detail?: string;
};

/** Whether the finding is about times alone: the chain itself holds. */
export function isAboutClocks({ fault }: AuditFinding): boolean {
  return fault === 'clock-back' || fault === 'clocks-apart';
}
