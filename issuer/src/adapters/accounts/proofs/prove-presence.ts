import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { StepUpClass } from '../../../domain/rights/index.ts';
import type { AccountParts } from '../account-parts.ts';
import type { VerifyPassword } from '../passwords/hash-password.ts';
import { recordAttempt, type Source } from '../records/record-attempt.ts';
import type { SignedIn, FreshProof } from '../visits/signed-in.ts';
import type { GuardTries } from '../windows/guard-tries.ts';
import { takeTotp } from './code-generator.ts';
import { type PasskeyAnswer, takePasskey } from './passkeys.ts';
import type { ProofLocked } from './proof-locked.ts';
import { keepProof } from './step-ups.ts';

/** What somebody shows to prove that they are at the machine. */
export type Proof =
  | ({ readonly method: 'passkey' } & PasskeyAnswer)
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'password'; readonly password: string };

export type ProofRefusal = 'proof-wrong' | 'method-not-allowed';

export type ProvePresence = (asked: {
  readonly signedIn: SignedIn;
  readonly class: StepUpClass;
  readonly proof: Proof;
  readonly source: Source;
}) => Promise<Outcome<FreshProof, ProofRefusal> | ProofLocked>;

const METHOD = { passkey: 'PASSKEY', totp: 'TOTP', password: 'PASSWORD' } as const;

/** The password proves presence in the demo profile only. */
export function makeProvePresence(
  parts: AccountParts,
  { tries, verifyPassword }: { readonly tries: GuardTries; readonly verifyPassword: VerifyPassword },
): ProvePresence {
  return async ({ signedIn, class: stepUpClass, proof, source }) => {
    if (proof.method === 'password' && parts.settings.profile !== 'demo') return refused('method-not-allowed');
    const { account, visit } = signedIn;
    const key = `proof:${account.id}`;
    const method = METHOD[proof.method];
    const attempt = { login: account.login, accountId: account.id, method, source };
    const locked = await tries.begin(key);
    if (locked !== undefined) {
      await recordAttempt(parts, { ...attempt, outcome: 'locked' });
      return { ok: false, refusal: 'proof-locked', ...locked };
    }
    const isRight = await isProofRight(parts, { signedIn, stepUpClass, proof, verifyPassword });
    await recordAttempt(parts, { ...attempt, outcome: isRight ? 'right' : 'wrong' });
    if (!isRight) return refused('proof-wrong');
    await tries.succeed(key);
    return ok(await keepProof(parts, { visitId: visit.visitId, class: stepUpClass, method }));
  };
}

function isProofRight(
  parts: AccountParts,
  given: {
    readonly signedIn: SignedIn;
    readonly stepUpClass: StepUpClass;
    readonly proof: Proof;
    readonly verifyPassword: VerifyPassword;
  },
): Promise<boolean> {
  const { proof, signedIn, stepUpClass } = given;
  const { account, visit } = signedIn;
  switch (proof.method) {
    case 'passkey': {
      const { challengeId, response } = proof;
      const asker = { account, visitId: visit.visitId };
      return takePasskey(parts, asker, { challengeId, response, use: `STEP_UP_${stepUpClass}` });
    }
    case 'totp':
      return takeTotp(parts, account, proof.code);
    case 'password':
      return given.verifyPassword(account.passwordHash, proof.password);
    default:
      return proof satisfies never;
  }
}
