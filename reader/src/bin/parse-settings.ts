import { PermitError } from '@residence-permit/shared/errors';
import { parseTdate } from '@residence-permit/shared/plain-date';
import type { StalenessBudget } from '../verify/index.ts';

/** Seconds since 1970. */
export type Clock = () => number;

/** The clock of this machine. */
export const systemClock: Clock = () => Math.floor(Date.now() / 1000);

/** Whether the clock is that of this machine, whose readings are remembered, or an instant that somebody gave. */
export function instantKindOf(clock: Clock): 'read' | 'given' {
  return clock === systemClock ? 'read' : 'given';
}

/**
 * `system`, or an instant such as 2026-06-15T02:00:00Z at which the clock stands still.
 * @throws PermitError SETTING_BAD
 */
export function parseClock(text: string): Clock {
  if (text === 'system') return systemClock;
  try {
    const at = parseTdate(text);
    return () => at;
  } catch (cause) {
    throw new PermitError('SETTING_BAD', {
      cause,
      detail: '--clock: want system, or an instant like 2026-06-15T02:00:00Z',
    });
  }
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/**
 * How old trust data may be: `7d` for all of it, or `bundle=30d,status=7d`. Units s, m, h, d.
 * @throws PermitError SETTING_BAD
 */
export function parseStaleness(text: string): StalenessBudget {
  const parts = text.includes('=') ? text.split(',') : [`bundle=${text}`, `status=${text}`];
  const budget = new Map<string, number>();
  for (const part of parts) {
    const found = /^(bundle|status)=([0-9]{1,6})([smhd])$/.exec(part.trim());
    const [, name, count, unit] = found ?? [];
    const seconds = Number(count) * (UNIT_SECONDS[unit ?? ''] ?? Number.NaN);
    if (name === undefined || Number.isNaN(seconds) || budget.has(name)) throw badStaleness();
    budget.set(name, seconds);
  }
  const bundleSeconds = budget.get('bundle');
  const statusSeconds = budget.get('status');
  if (bundleSeconds === undefined || statusSeconds === undefined) throw badStaleness();
  return { bundleSeconds, statusSeconds };
}

function badStaleness(): PermitError {
  return new PermitError('SETTING_BAD', { detail: '--staleness: want for example 7d, or bundle=30d,status=7d' });
}

const MAX_WAIT_SECONDS = 86_400;

/** Seconds to wait for a card, at most a day. @throws PermitError SETTING_BAD */
export function parseWait(seconds: number): number {
  if (!(seconds >= 0 && seconds <= MAX_WAIT_SECONDS)) {
    throw new PermitError('SETTING_BAD', { detail: `--wait: want 0 to ${MAX_WAIT_SECONDS} seconds` });
  }
  return seconds;
}

export const DEFAULT_ANSWER_SECONDS = 10;
const MAX_ANSWER_SECONDS = 300;

/** Seconds that a card may take for one command, 1 to 300. @throws PermitError SETTING_BAD */
export function parseAnswerLimit(seconds: number): number {
  if (!(seconds >= 1 && seconds <= MAX_ANSWER_SECONDS)) {
    throw new PermitError('SETTING_BAD', { detail: `--answer-within: want 1 to ${MAX_ANSWER_SECONDS} seconds` });
  }
  return seconds;
}
