import { randomUUID } from 'node:crypto';
import { type AccountParts, inSeconds } from '../account-parts.ts';

/** How long a browser may take over a passkey. */
export const CHALLENGE_S = 300;

/** What a challenge was made for: enrolling a passkey, or the class of acts that its answer opens. */
export type ChallengeUse = 'ENROL' | `STEP_UP_${string}`;

/** Keeps a challenge that is handed out; answers its id. */
export async function keepChallenge(
  { database, clock }: AccountParts,
  given: { readonly visitId: string; readonly use: ChallengeUse; readonly challenge: string },
): Promise<string> {
  const id = randomUUID();
  const expiresAt = inSeconds(clock, CHALLENGE_S);
  await database.prisma.passkeyChallenge.create({ data: { id, ...given, expiresAt } });
  return id;
}

/** Takes a challenge: once, by the visit it was made for, for its use, in time. */
export async function takeChallenge(
  { database, clock }: AccountParts,
  asked: { readonly id: string; readonly visitId: string; readonly use: ChallengeUse },
): Promise<string | undefined> {
  const now = inSeconds(clock, 0);
  const [row] = await database.prisma.passkeyChallenge.updateManyAndReturn({
    where: { ...asked, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return row?.challenge;
}
