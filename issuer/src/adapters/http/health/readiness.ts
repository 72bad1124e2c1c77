import { setTimeout as pause } from 'node:timers/promises';

/** What a check of one part says: fine, or the code of what is wrong; numbers beside it in the unit of their name. */
export type PartReport = {
  readonly ok: boolean;
  readonly code?: string;
  readonly detail?: Readonly<Record<string, number>>;
};

/** A part that the service cannot do without. */
export type ReadinessPart = { readonly name: string; check(): Promise<PartReport> };

/** The parts one by one, and whether all are fine. */
export type Readiness = {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartReport & { readonly ms: number }>>;
};

/** Asks every part at once; one that does not answer within `timeoutMs` is not fine, nor one that throws. */
export async function askReadiness(parts: readonly ReadinessPart[], timeoutMs: number): Promise<Readiness> {
  const reports = await Promise.all(parts.map(async (part) => [part.name, await askPart(part, timeoutMs)] as const));
  return { ready: reports.every(([, { ok }]) => ok), parts: Object.fromEntries(reports) };
}

async function askPart(part: ReadinessPart, timeoutMs: number) {
  const started = performance.now();
  const answered = new AbortController();
  const late: PartReport = { ok: false, code: 'TIMED_OUT' };
  const report = await Promise.race([settled(part), pause(timeoutMs, late, { signal: answered.signal })]);
  answered.abort();
  return { ...report, ms: Math.round(performance.now() - started) };
}

async function settled(part: ReadinessPart): Promise<PartReport> {
  try {
    return await part.check();
  } catch {
    return { ok: false, code: 'UNREACHABLE' };
  }
}
