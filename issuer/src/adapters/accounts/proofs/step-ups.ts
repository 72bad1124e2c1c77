import { STEP_UP_CLASSES, type StepUpClass } from '../../../domain/rights/index.ts';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import type { FreshProof } from '../visits/signed-in.ts';

/** How presence was proved. */
export type ProofMethod = 'PASSKEY' | 'TOTP' | 'PASSWORD';

/** The proofs of a visit that are still fresh. */
export async function findFreshProofs(
  { database, clock }: AccountParts,
  visitId: string,
): Promise<readonly FreshProof[]> {
  const rows = await database.prisma.stepUp.findMany({ where: { visitId, expiresAt: { gt: inSeconds(clock, 0) } } });
  return STEP_UP_CLASSES.flatMap((name) => {
    const row = rows.find((proof) => proof.class === name);
    return row === undefined ? [] : [{ class: name, expiresAt: row.expiresAt }];
  });
}

/** Keeps a proof for one visit and one class of acts; answers until when it counts. */
export async function keepProof(
  parts: AccountParts,
  proof: { readonly visitId: string; readonly class: StepUpClass; readonly method: ProofMethod },
): Promise<FreshProof> {
  const { visitId, method } = proof;
  const expiresAt = inSeconds(parts.clock, parts.settings.stepUpS);
  await parts.database.prisma.stepUp.upsert({
    where: { visitId_class: { visitId, class: proof.class } },
    create: { visitId, class: proof.class, method, expiresAt },
    update: { method, expiresAt },
  });
  return { class: proof.class, expiresAt };
}
