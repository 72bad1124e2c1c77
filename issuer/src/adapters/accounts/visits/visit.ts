/** One signed-in session, as the session store keeps it: references and times, nothing about the person. */
export type Visit = {
  /** UUID, made anew at every sign-in. Proofs of presence hang on it, not on the secret id in the cookie. */
  readonly visitId: string;
  readonly accountId: string;
  /** That of the account when the visit began; a newer one ends the visit. */
  readonly epoch: number;
  /** Whole seconds since 1970. */
  readonly startedAt: number;
  readonly seenAt: number;
  /** Its user has left a shared desk: it is nobody's until the password or the PIN is shown. */
  readonly isLocked?: true;
  /** Too many wrong PINs were tried while it was locked: only the password unlocks it. */
  readonly isDeskPinSpent?: true;
};

/** A visit is written anew at most so often while it is used. */
export const SEEN_EVERY_S = 60;

/** How often that is where sessions end sooner, so that using one always puts its end off. The idle time-out is exact to this. */
export function seenEveryS(idleS: number): number {
  return Math.min(SEEN_EVERY_S, Math.floor(idleS / 4));
}

/** Whether a visit is still open at `now`. A clock that stands before its beginning is not trusted with it. */
export function isOpen(
  { startedAt, seenAt }: Visit,
  now: number,
  limits: { readonly idleS: number; readonly absoluteS: number },
): boolean {
  if (now < startedAt - SEEN_EVERY_S) return false;
  return now - seenAt < limits.idleS && now - startedAt < limits.absoluteS;
}

declare module 'express-session' {
  interface SessionData {
    visit: Visit;
  }
}
